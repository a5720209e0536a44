package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows commands that put files somewhere, take them away, or change whose they are. */
final class FileCommands {
  private static final Set<String> SYSTEM_FOLDERS =
      Set.of("/bin", "/usr/bin", "/usr/local/bin", "/usr/sbin", "/usr/local/sbin", "/sbin");

  /** A group of its own is that of a login, of which nobody knows. */
  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?");

  /** What compilers leave, and archives of sources. */
  private static final Pattern OBJECTS =
      Pattern.compile(
          "[A-Za-z0-9_./+*-]*\\*[A-Za-z0-9_.+*-]*\\.(o|lo|obj|d|deb|apk|tar|tgz|tar\\.(gz|xz|bz2))");

  /** The folder in which a pattern begins. */
  private static final Pattern PLAIN_START =
      Pattern.compile("((?:[A-Za-z0-9_./+-]*/)?)[A-Za-z0-9_.+-]*[A-Za-z0-9_.+*-]");

  /** What no compiler makes. */
  private static final Pattern SCRIPT = Pattern.compile(".*\\.(sh|bash|py|pl|rb|js|php|lua|tcl)");

  private static final Pattern SYMBOLS = Pattern.compile("[$`*?~]");

  private final MadeFiles made;
  private final SettledThings settled;
  private final CopiedData data;
  private final List<Gone> gone = new ArrayList<>();
  private int lastMade;

  /** Something that was taken away. */
  private record Gone(int time, ImagePath path) {}

  /** Folders of which something was taken away that has no plain name. */
  private final List<Gone> thinned = new ArrayList<>();

  FileCommands(MadeFiles made, SettledThings settled, CopiedData data) {
    this.data = data;
    this.made = made;
    this.settled = settled;
  }

  /** When something was put somewhere for the last time. */
  int lastMade() {
    return lastMade;
  }

  /** Whether something that was there at a time was taken away later. */
  boolean isGone(ImagePath path, int since) {
    return gone.stream().anyMatch(each -> each.time() > since && path.startsWith(each.path()));
  }

  /** Whether something that was there at a time may have been taken away later. */
  boolean mayBeGone(ImagePath path, int since) {
    return thinned.stream()
        .anyMatch(each ->
            each.time() > since && (path.startsWith(each.path()) || each.path().startsWith(path)));
  }

  /**
   * Follows a command.
   *
   * @param folder where it runs
   * @param time a number that grows with each command
   * @return false where it is none of these, or its words are not plain
   */
  boolean follow(String name, List<String> words, ImagePath folder, int time) {
    return (name.equals("touch") && words.stream().allMatch(SourceNames::has))
        || removes(name, words, folder, time)
        || moves(name, words, folder, time)
        || changes(name, words, folder, time);
  }

  private boolean removes(String name, List<String> words, ImagePath folder, int time) {
    if (!name.equals("rm")) {
      return false;
    }
    for (String word : words) {
      Optional<ImagePath> path = PlainPath.of(folder, word.replaceFirst("/\\*+$", ""));
      boolean none = word.startsWith("-");
      if (path.isPresent() && !none) {
        takeAway(path.get(), time);
      } else if (!none && !OBJECTS.matcher(word).matches() && !thins(word, folder, time)) {
        return false;
      }
    }
    return true;
  }

  /** Takes away by a pattern, which is known where only sources are. */
  private boolean thins(String word, ImagePath folder, int time) {
    Matcher matcher = PLAIN_START.matcher(word);
    boolean plain = matcher.lookingAt() && !word.contains("..");
    Optional<ImagePath> place =
        plain ? PlainPath.of(folder, matcher.group(1) + ".") : Optional.empty();
    if (place.filter(FetchedSources::isPlace).isEmpty()) {
      return false;
    }
    made.gone(place.get());
    thinned.add(new Gone(time, place.get()));
    return true;
  }

  private void takeAway(ImagePath path, int time) {
    made.gone(path);
    settled.gone(path);
    gone.add(new Gone(time, path));
  }

  /** What is copied from what was made, or anything else that is put somewhere. */
  private boolean moves(String name, List<String> words, ImagePath folder, int time) {
    boolean installs = name.equals("install");
    if (!name.equals("cp") && !name.equals("mv") && !installs) {
      return false;
    }
    List<String> operands =
        new ShellCommand(name, words).operands("m", "o", "g", "mode", "owner", "group");
    boolean strange =
        operands.size() != 2
            || words.stream().anyMatch(each -> each.matches("-.*[tTodg].*|--(target|parents).*"))
            || PlainPath.of(folder, operands.getLast()).isEmpty();
    if (strange) {
      return false;
    }
    ImagePath to = PlainPath.of(folder, operands.getLast()).get();
    Optional<ImagePath> from = PlainPath.of(folder, operands.getFirst());
    if (from.isEmpty()) {
      return false;
    }
    boolean into =
        operands.getLast().matches(".*/\\.?|\\.")
            || SYSTEM_FOLDERS.contains(to.toString())
            || folder.startsWith(to)
            || settled.isFolder(to)
            || data.isFolder(to);
    if (operands.getFirst().matches("(.*/)?\\.{1,2}/*") || from.get().isRoot()) {
      return false;
    }
    ImagePath path = into ? to.child(from.get().name()) : to;
    boolean one = made.isFile(from.get());
    boolean whole =
        name.equals("mv")
            || words.stream().anyMatch(it -> it.matches("-[a-zA-Z]*[raR].*|--(recursive|archive)"));
    if (!one && !CopiedData.isOwn(path) && (whole || !isFile(path, from.get()))) {
      return false;
    }
    boolean isMade =
        made.has(from.get(), data::mayHave) && !SCRIPT.matcher(from.get().name()).matches();
    if (name.equals("mv") || words.stream().anyMatch(it -> it.matches("-[a-zA-Z]*[ap].*"))) {
      settled
          .owner(from.get(), made.madeAt(from.get()) - 1, one)
          .filter(_ -> made.has(from.get(), data::mayHave))
          .ifPresent(it -> settled.owner(time, false, it, path));
    }
    if (name.equals("mv")) {
      takeAway(from.get(), time);
    }
    lastMade = time;
    if (!SourceNames.has(path.name())) {
      if (isMade) {
        made.file(path);
      } else {
        made.copy(path);
      }
    }
    return true;
  }

  /** Whether what is written there is no folder that was there before, by its name. */
  private static boolean isFile(ImagePath path, ImagePath from) {
    return path.name().equals(from.name())
        || path.name().matches("[^.]+\\.(?!d$).*")
        || path.parent().filter(it -> SYSTEM_FOLDERS.contains(it.toString())).isPresent();
  }

  /** Folders, owners and modes. */
  private boolean changes(String name, List<String> words, ImagePath folder, int time) {
    ShellCommand command = new ShellCommand(name, words);
    List<ImagePath> paths = new ArrayList<>();
    boolean makes = name.equals("mkdir");
    if (!makes && !name.equals("chown") && !name.equals("chmod")) {
      return false;
    }
    List<String> operands = makes ? command.operands("m", "mode") : command.operands();
    int first = makes ? 0 : 1;
    if (operands.size() <= first || SYMBOLS.matcher(String.join(" ", operands)).find()) {
      return false;
    }
    for (String word : operands.subList(first, operands.size())) {
      Optional<ImagePath> path = PlainPath.of(folder, word);
      if (path.isEmpty()) {
        return false;
      }
      paths.add(path.get());
    }
    if (name.equals("chown") && !OWNER.matcher(operands.getFirst()).matches()) {
      return false;
    }
    boolean recursive = command.hasFlag("R", "recursive");
    Optional<String> mode =
        command.valuesOf("m").stream().filter(each -> each.matches("[0-7]{3,4}")).findFirst();
    for (ImagePath path : paths) {
      switch (name) {
        case "mkdir" -> settled.folder(time, path, mode);
        case "chown" -> settled.owner(time, recursive, operands.getFirst(), path);
        default -> settled.mode(time, recursive, operands.getFirst(), path);
      }
    }
    return true;
  }
}
