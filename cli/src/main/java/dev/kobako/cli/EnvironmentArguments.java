package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.EnvironmentLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import picocli.CommandLine.ParseResult;

/** {@code --env} and {@code --env-file}: variables of a process in a container. */
final class EnvironmentArguments {
  private static final long MAX_FILE = 1 << 20;

  private final ParseResult parsed;
  private final Console console;

  EnvironmentArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .texts(
            "NAME[=VALUE]",
            "Set a variable; without a value, to that of the caller, if there is one.",
            "-e",
            "--env")
        .texts("FILE", "Variables, one a line, as --env has them.", "--env-file");
  }

  /**
   * These variables over others, each {@code NAME=value}. Only the user's own words can ask for a
   * variable of the caller: an image that names one without a value does not get it.
   */
  List<String> over(List<String> others) {
    SequencedMap<String, String> all = EnvironmentLines.byName(others);
    EnvironmentLines.of(all).forEach(each -> set(all, "the image's environment", each));
    for (String file : Options.texts(parsed, "--env-file")) {
      for (String line : lines("--env-file", console.path(file))) {
        set(all, "--env-file " + file, line);
      }
    }
    Options.texts(parsed, "--env").forEach(each -> set(all, "--env " + each, each));
    return EnvironmentLines.of(all);
  }

  private void set(SequencedMap<String, String> all, String place, String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (name.isEmpty() || text.indexOf('\0') >= 0) {
      throw KobakoException.usage(
          Diagnostic.of(place, "is no variable, expected NAME=VALUE", "write --env NAME=VALUE"));
    }
    if (equals >= 0) {
      all.put(name, text.substring(equals + 1));
    } else if (console.environment().containsKey(name)) {
      all.put(name, console.environment().get(name));
    }
  }

  /** The lines of a file that are neither empty nor begin with a hash sign. */
  static List<String> lines(String flag, Path file) {
    try {
      if (!Files.isReadable(file) || Files.size(file) > MAX_FILE) {
        throw KobakoException.usage(
            Diagnostic.of(
                flag + " " + file,
                Files.isReadable(file) ? "has more than " + MAX_FILE + " bytes" : "can't be read",
                "name a file with one NAME=VALUE a line"));
      }
      return Files.readString(file, StandardCharsets.UTF_8)
          .lines()
          .map(String::stripLeading)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw KobakoException.usage(
          Diagnostic.of(flag + " " + file, "can't be read: " + e.getMessage()));
    }
  }
}
