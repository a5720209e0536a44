package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Wildcard;
import dev.kobako.project.ProjectFolder;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What COPY takes from the context beside sources: it is there for the program, and stays where it
 * is.
 */
final class CopiedData {
  private static final int MOST = 12;

  /** Folders that have more in them than what is copied there, also further down. */
  private static final Set<String> OF_BASES =
      Set.of("bin", "boot", "dev", "etc", "lib", "root", "sbin", "tmp", "usr", "var");

  /** As deep in one of these the folders are mostly somebody's own. */
  private static final int OWN_DEPTH = 4;

  private final Optional<ProjectFolder> context;
  private final IgnoredFiles ignored;
  private final Set<ImagePath> copied = new TreeSet<>();
  private boolean java;

  /** Of a file whose context is known or not. */
  CopiedData(FixableFile file) {
    this.context = file.context();
    this.ignored = IgnoredFiles.of(file.context(), file.ignoreFile());
  }

  /** All under {@code src} is packed into what is built. */
  void setJava() {
    java = true;
  }

  /** Whether a file came from the context, or may have. */
  boolean mayHave(ImagePath path) {
    return context.isEmpty() || copied.contains(path);
  }

  /** Whether a file is seen to come from the context. */
  boolean has(ImagePath path) {
    return copied.contains(path);
  }

  /** Whether something was copied into a folder. */
  boolean isFolder(ImagePath path) {
    return copied.stream().anyMatch(each -> !each.equals(path) && each.startsWith(path));
  }

  /**
   * The paths of data that an instruction makes.
   *
   * @param workdir where relative paths begin
   * @throws NotUnderstood where it is not known what is copied, or how it would be named
   */
  List<ImagePath> of(Instruction.Copy copy, ImagePath workdir) throws NotUnderstood {
    boolean plain =
        !copy.add() && copy.files().isEmpty() && !copy.parents() && copy.excludes().isEmpty();
    Optional<ImagePath> target = PlainPath.of(workdir, copy.destination());
    if (!plain || target.isEmpty()) {
      throw new NotUnderstood(copy.statement(), "nobody knows what is copied");
    }
    List<ImagePath> data = new ArrayList<>();
    for (String source : copy.sources()) {
      String path = source.replaceFirst("^(\\.?/)+", "").replaceFirst("/+$", "");
      if (Wildcard.isPattern(path)) {
        if (!SourceNames.hasAllOf(path.substring(path.lastIndexOf('/') + 1))) {
          throw new NotUnderstood(copy.statement(), "nobody knows what '" + source + "' copies");
        }
      } else {
        data.addAll(of(copy, path.equals(".") ? "" : path, target.get()));
      }
    }
    if (data.size() > MOST) {
      throw new NotUnderstood(
          copy.statement(),
          "more than " + MOST + " files and folders beside the sources are copied");
    }
    return data;
  }

  private List<ImagePath> of(Instruction.Copy copy, String source, ImagePath target)
      throws NotUnderstood {
    boolean into = copy.sources().size() > 1 || copy.destination().matches(".*/\\.?|\\.");
    boolean named = SourceNames.has(source) && !source.isEmpty();
    if (named || context.filter(it -> it.has(source)).isPresent()) {
      ImagePath path = into ? target.child(source.substring(source.lastIndexOf('/') + 1)) : target;
      copied.add(path);
      return named ? List.of() : List.of(path);
    }
    if (context.isEmpty()) {
      throw new NotUnderstood(
          copy.statement(), "nobody knows what is copied: the context is not known");
    }
    if (!source.isEmpty() && !context.get().hasFolder(source)) {
      throw new NotUnderstood(copy.statement(), "'" + source + "' is not in the context");
    }
    return folder(copy, context.get(), source, target);
  }

  private List<ImagePath> folder(
      Instruction.Copy copy, ProjectFolder project, String source, ImagePath target)
      throws NotUnderstood {
    String within = source.isEmpty() ? "" : source + "/";
    if (project.files().stream().noneMatch(SourceNames::isCode)) {
      throw new NotUnderstood(
          copy.statement(), "the context has no sources; name it as second argument");
    }
    List<String> files =
        project.files().stream().filter(it -> it.startsWith(within) && !ignores(it)).toList();
    Set<String> mixed = new TreeSet<>();
    mixed.add(source);
    for (String each : files) {
      copied.add(place(target, within, each));
      if (isSource(each)) {
        for (int at = each.lastIndexOf('/'); at > 0; at = each.lastIndexOf('/', at - 1)) {
          mixed.add(each.substring(0, at));
        }
      }
    }
    List<String> links =
        project.links().stream().filter(it -> it.startsWith(within) && !ignores(it)).toList();
    List<String> unlisted =
        project.unlisted().stream()
            .filter(it -> (it + "/").startsWith(within) || within.startsWith(it + "/"))
            .filter(it -> !ignores(it) && !isOfTools(project, it))
            .toList();
    if (unlisted.stream().anyMatch(it -> within.startsWith(it + "/"))) {
      throw inUnlisted(copy, unlisted.getFirst());
    }
    boolean pure = files.stream().noneMatch(this::isSource) && !files.isEmpty();
    if (pure && isOwn(target)) {
      return List.of(target);
    }
    Set<ImagePath> data = new TreeSet<>();
    for (String each : files) {
      if (!isSource(each)) {
        ImagePath whole = place(target, within, top(each, within, mixed));
        data.add(isOwn(whole) ? whole : place(target, within, each));
      }
    }
    for (String folder : unlisted) {
      if (data.stream().noneMatch(place(target, within, folder)::startsWith)) {
        throw inUnlisted(copy, folder);
      }
    }
    // COPY would take what a link leads to
    for (String link : links) {
      if (data.stream().noneMatch(place(target, within, link)::startsWith)) {
        throw new NotUnderstood(
            copy.statement(), "nobody knows whether the program needs the link '" + link + "'");
      }
    }
    return List.copyOf(data);
  }

  private static NotUnderstood inUnlisted(Instruction.Copy copy, String folder) {
    return new NotUnderstood(
        copy.statement(), "nobody knows whether the program needs what is in " + folder);
  }

  /** Whether a folder that tools make is there for compilers only. */
  private static boolean isOfTools(ProjectFolder project, String folder) {
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    String beside = folder.substring(0, folder.lastIndexOf('/') + 1);
    return name.equals("__pycache__") || (name.equals("vendor") && project.has(beside + "go.mod"));
  }

  private boolean isSource(String path) {
    return SourceNames.has(path) || (java && path.startsWith("src/"));
  }

  private static ImagePath place(ImagePath target, String within, String path) {
    ImagePath place = target;
    for (String name : path.substring(within.length()).split("/")) {
      place = place.child(name);
    }
    return place;
  }

  /** The highest folder with a file in which there are no sources; or the file itself. */
  private static String top(String file, String within, Set<String> mixed) {
    int at = file.indexOf('/', within.length());
    while (at > 0) {
      String folder = file.substring(0, at);
      if (!mixed.contains(folder)) {
        return folder;
      }
      at = file.indexOf('/', at + 1);
    }
    return file;
  }

  /** Whether nothing else is in a folder than what is copied there. */
  static boolean isOwn(ImagePath folder) {
    List<String> names = folder.names();
    return !names.isEmpty()
        && (OF_BASES.contains(names.getFirst())
            ? names.size() >= OWN_DEPTH
            : names.size() > 1 || !Set.of("home", "opt", "srv").contains(names.getFirst()));
  }

  private boolean ignores(String path) {
    return ignored.has(path);
  }
}
