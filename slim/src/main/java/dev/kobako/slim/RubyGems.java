package dev.kobako.slim;

import dev.kobako.packages.GemName;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gems that are installed, by their specifications. A gem that is used stays whole, less its
 * tests and sources of extensions, with those it depends on: gems load much of themselves by
 * computed names.
 */
final class RubyGems {
  private static final Pattern DEPENDENCY =
      Pattern.compile("add_(?:runtime_)?dependency\\(%q<([\\w.-]{1,100})>");
  private static final Pattern PATHS = Pattern.compile("require_paths = \\[([^\\]]{0,500})\\]");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]{1,200})\"");

  private static final Set<String> FOR_DEVELOPERS =
      Set.of("test", "tests", "spec", "specs", "doc", "docs", "ext", "examples", "samples");

  /**
   * An installed gem.
   *
   * @param specification its file
   * @param folder with all of it; may not be there for one that comes with Ruby
   * @param paths folders of the search path
   */
  record Gem(String name, String specification, String folder, List<String> paths) {
    Gem {
      paths = List.copyOf(paths);
    }
  }

  private final Closure closure;

  /** By name; several versions of one gem are all kept. */
  private final Map<String, List<Gem>> gems = new LinkedHashMap<>();

  private final Set<String> kept = new HashSet<>();

  /** Gems of these homes, each a folder with {@code specifications} and {@code gems}. */
  RubyGems(Closure closure, List<String> homes) throws IOException {
    this.closure = closure;
    Tree tree = closure.tree();
    for (String home : homes) {
      for (String name : tree.names(tree.resolve(home + "/specifications").place())) {
        if (name.endsWith(".gemspec")) {
          Gem gem = read(home, name.substring(0, name.length() - ".gemspec".length()));
          gems.computeIfAbsent(gem.name(), _ -> new ArrayList<>()).add(gem);
        }
      }
    }
  }

  private Gem read(String home, String full) throws IOException {
    String specification = home + "/specifications/" + full + ".gemspec";
    String text = ScriptText.at(specification, closure).orElse("");
    List<String> paths = new ArrayList<>();
    Matcher listed = PATHS.matcher(text);
    if (listed.find()) {
      Matcher quoted = QUOTED.matcher(listed.group(1));
      while (quoted.find()) {
        paths.add(home + "/gems/" + full + "/" + quoted.group(1));
      }
    }
    if (paths.isEmpty()) {
      paths.add(home + "/gems/" + full + "/lib");
    }
    for (String platform : names(home + "/extensions")) {
      for (String version : names(home + "/extensions/" + platform)) {
        paths.add(home + "/extensions/" + platform + "/" + version + "/" + full);
      }
    }
    String name = GemName.of(full).map(GemName::name).orElse(full);
    return new Gem(name, specification, home + "/gems/" + full, paths);
  }

  private List<String> names(String folder) {
    return closure.tree().names(closure.tree().resolve(folder).place());
  }

  /** The gem that has a feature: a path without {@code .rb} below one of its folders. */
  Optional<Gem> with(String feature) {
    for (List<Gem> versions : gems.values()) {
      for (Gem gem : versions) {
        for (String path : gem.paths()) {
          if (RubyProgram.file(path, feature, closure).isPresent()) {
            return Optional.of(gem);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Keeps all versions of a gem, with what they depend on.
   *
   * @return the Ruby files that were kept
   */
  List<String> keep(String name, Reason reason) throws IOException {
    List<String> files = new ArrayList<>();
    if (!kept.add(name)) {
      return files;
    }
    for (Gem gem : gems.getOrDefault(name, List.of())) {
      Optional<ImagePath> specification = closure.keep(gem.specification(), reason);
      if (specification.isEmpty()) {
        continue;
      }
      Reason part = Reason.needed(specification.get(), "part of the gem of");
      Resolved.walk(gem.folder(), closure, files, part);
      for (String path : gem.paths()) {
        if (path.contains("/extensions/")) {
          Resolved.walk(path, closure, files, part);
        }
      }
      Matcher dependency =
          DEPENDENCY.matcher(ScriptText.at(gem.specification(), closure).orElse(""));
      while (dependency.find()) {
        files.addAll(
            keep(dependency.group(1), Reason.needed(specification.get(), "a dependency of")));
      }
    }
    return files;
  }

  /** All of a gem's folder but what is for its developers. */
  private static final class Resolved {
    private Resolved() {}

    static void walk(String folder, Closure closure, List<String> files, Reason reason)
        throws IOException {
      if (!InterpreterConstants.isFolder(folder, closure)) {
        return;
      }
      closure.keep(folder, reason);
      ImagePath top = closure.tree().resolve(folder).place();
      List<ImagePath> found = new ArrayList<>();
      closure
          .tree()
          .walk(
              top,
              (path, entry) -> {
                if (!(entry instanceof Entry.Directory) && !isForDevelopers(path, top)) {
                  found.add(path);
                }
              });
      for (ImagePath path : found) {
        closure.keepData(path, reason);
        if (path.name().endsWith(".rb")) {
          files.add(path.toString());
        }
      }
    }

    private static boolean isForDevelopers(ImagePath path, ImagePath top) {
      String rest = path.toString().substring(top.toString().length() + 1);
      int slash = rest.indexOf('/');
      return slash > 0 && FOR_DEVELOPERS.contains(rest.substring(0, slash));
    }
  }
}
