package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import dev.kobako.tree.ImagePath;
import java.util.regex.Pattern;

/** Where an installation puts files, as the words of configure, cmake and make tell. */
final class InstallPlaces {
  /** Where more is installed than the prefix, by configure, cmake and make. */
  private static final Pattern PLACED =
      Pattern.compile(
          "(?:^|\\s)(?:--[a-z-]*(?:dir|path|prefix)[= ]|-DCMAKE_INSTALL_[A-Z_]*DIR(?::[A-Z]+)?="
              + "|(?!DESTDIR)[A-Za-z_]*(?i:dir)=)[\"']?(/[^\\s\"']*)");

  private InstallPlaces() {}

  /** Whether all that is installed goes below the prefix, as far as is written. */
  static boolean areBelow(ImagePath prefix, String written) {
    return PLACED
        .matcher(written)
        .results()
        .allMatch(it ->
            PlainPath.of(ImagePath.ROOT, it.group(1))
                .filter(path -> path.startsWith(prefix) && !prefix.isRoot())
                .isPresent());
  }

  /** Whether a variable in front of the command does. */
  static boolean setPrefix(String written, ShellCommand command) {
    int at = written.indexOf(command.name());
    return at > 0 && written.substring(0, at).matches("(?is).*prefix=.*");
  }
}
