package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Sources that commands fetch and unpack, in folders that are for that. What is in them nobody
 * knows, so nothing that runs may lie there.
 */
final class FetchedSources {
  private static final Set<String> CHECKS =
      Set.of("cat", "echo", "grep", "md5sum", "sha256sum", "sha512sum");

  /** They read what the command before them writes, or put a file in another one's place. */
  private static final Set<String> UNPACKERS = Set.of("gunzip", "unxz", "xz");

  /** What leaves nothing but keys in root's home. */
  private static final Pattern KEYS = Pattern.compile("--(verify|import|recv-keys?)");

  private static final List<ImagePath> PLACES =
      List.of(
          ImagePath.of("/build"),
          ImagePath.of("/src"),
          ImagePath.of("/tmp"),
          ImagePath.of("/usr/local/src"),
          ImagePath.of("/usr/src"),
          ImagePath.of("/var/tmp"));

  private final Set<ImagePath> folders = new TreeSet<>();

  /** Whether a folder is one that sources are in. */
  static boolean isPlace(ImagePath folder) {
    return PLACES.stream().anyMatch(folder::startsWith);
  }

  /** Whether something was fetched at all. */
  boolean hasAny() {
    return !folders.isEmpty();
  }

  /** Whether something was fetched into a folder above a path, or there. */
  boolean mayHave(ImagePath path) {
    return folders.stream().anyMatch(path::startsWith);
  }

  /** Follows a command that puts sources where it runs; false where that is no place for them. */
  boolean into(ImagePath folder) {
    folders.add(folder);
    return isPlace(folder);
  }

  /**
   * Follows a command that may fetch, unpack or check sources.
   *
   * @param folder where it runs
   * @return false where it is none of these, or puts them elsewhere
   */
  boolean follow(ShellCommand command, ImagePath folder) {
    return CHECKS.contains(command.name())
        || unpacks(command, folder)
        || isToOutput(command)
        || switch (command.name()) {
          case "curl" -> at(folder, value(command, "o", "output"), true);
          case "wget" -> at(folder, value(command, "O", "output-document"), true);
          case "tar" -> at(folder, value(command, "C", "directory"), false);
          case "unzip" -> at(folder, value(command, "d", ""), false);
          case "git" -> at(folder, clone(command), false);
          case "gpg" ->
              command.arguments().stream().anyMatch(it -> KEYS.matcher(it).matches())
                  && !command.hasFlag("o", "output");
          default -> false;
        };
  }

  private boolean unpacks(ShellCommand command, ImagePath folder) {
    return UNPACKERS.contains(command.name())
        && command.operands("T", "threads").stream()
            .allMatch(each -> at(folder, Optional.of(each), true));
  }

  /** Whether it gives what it fetches to the next command. */
  private static boolean isToOutput(ShellCommand command) {
    return (command.name().equals("curl")
            && !command.hasFlag("o", "output", "O", "remote-name", "output-dir"))
        || (command.name().equals("wget")
            && command.arguments().stream().anyMatch(each -> each.matches("-[A-Za-z]*O-")));
  }

  private static Optional<String> value(ShellCommand command, String letter, String word) {
    return command.arguments().stream()
        .filter(each -> each.startsWith("--" + word + "="))
        .map(each -> each.substring(word.length() + 3))
        .findFirst()
        .or(() -> command.valuesOf(letter).stream().findFirst())
        .or(() -> command.valuesOf(word).stream().findFirst());
  }

  /** The folder that a repository gets, where it is said; else it is one below where it runs. */
  private static Optional<String> clone(ShellCommand command) {
    List<String> operands = command.operands("b", "branch", "depth", "C", "c");
    boolean named = operands.size() == 3 && operands.getFirst().equals("clone");
    return named ? Optional.of(operands.getLast()) : value(command, "C", "directory");
  }

  private boolean at(ImagePath folder, Optional<String> written, boolean file) {
    if (written.filter(each -> each.equals("-")).isPresent()) {
      return true;
    }
    Optional<ImagePath> path = PlainPath.of(folder, written.orElse("."));
    Optional<ImagePath> into = file && written.isPresent() ? path.flatMap(ImagePath::parent) : path;
    return into.filter(this::into).isPresent();
  }
}
