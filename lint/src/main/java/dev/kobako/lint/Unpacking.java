package dev.kobako.lint;

import java.util.List;
import java.util.Set;

/** Commands that unpack archives. */
public final class Unpacking {
  private static final Set<String> PROGRAMS =
      Set.of("unzip", "gunzip", "bunzip2", "unxz", "unlzma", "dpkg", "rpm");
  private static final List<String> ARCHIVES = List.of(".zip", ".deb", ".rpm", ".run", ".7z");

  private Unpacking() {}

  /** Whether tar is told to take something out, in any of its three ways. */
  public static boolean isExtractingTar(ShellCommand command) {
    if (!command.name().equals("tar") && !command.name().equals("bsdtar")) {
      return false;
    }
    String first = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
    return command.hasFlag("x", "extract", "get")
        || (!first.startsWith("-") && first.matches("[A-Za-z]*x[A-Za-z]*"));
  }

  /** The folder that a flag names, or the one that the command is in. */
  static String folder(ShellCommand command, String... flags) {
    for (String flag : flags) {
      for (String value : command.valuesOf(flag)) {
        return value;
      }
      for (String argument : command.arguments()) {
        if (argument.startsWith("--" + flag + "=")) {
          return argument.substring(flag.length() + 3);
        }
      }
    }
    return ".";
  }

  /** Whether a name is one of an archive, or of a package that a file is. */
  static boolean isArchive(String name) {
    return Words.isArchive(name) || ARCHIVES.stream().anyMatch(name::endsWith);
  }

  /** The archives that a command unpacks or installs, as written. */
  static List<String> archives(ShellCommand command) {
    boolean installsFiles =
        (command.installs("apt-get") || command.installs("apt") || command.installs("dnf"))
            || command.installs("yum")
            || command.is("dpkg", "-i", "--install")
            || command.is("rpm", "-i", "-U", "-ivh", "-Uvh");
    if (!installsFiles && !isExtractingTar(command) && !PROGRAMS.contains(command.name())) {
      return List.of();
    }
    return command.arguments().stream()
        .map(word -> word.replaceFirst("^--file=", ""))
        .filter(Unpacking::isArchive)
        .filter(word -> !word.contains("://"))
        .map(Unpacking::plain)
        .toList();
  }

  /** A path without the folder that it starts in anyway. */
  static String plain(String word) {
    return word.startsWith("./") ? word.substring(2) : word;
  }
}
