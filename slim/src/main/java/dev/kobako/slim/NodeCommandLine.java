package dev.kobako.slim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Node is asked to run.
 *
 * <p>See <a href="https://nodejs.org/api/cli.html">Command-line API</a>.
 *
 * @param script a file or folder
 * @param text program text of the command line
 * @param loaded specifiers of what is loaded first
 * @param conditions that the user adds for {@code exports}
 * @param files others that options name
 */
record NodeCommandLine(
    Optional<String> script,
    Optional<String> text,
    List<String> loaded,
    Set<String> conditions,
    List<String> files) {
  private static final Set<String> LOADING =
      Set.of("-r", "--require", "--import", "--loader", "--experimental-loader");

  private static final Set<String> TEXTS = Set.of("-e", "--eval", "-p", "--print", "-pe");

  private static final Set<String> FILES =
      Set.of(
          "--env-file",
          "--env-file-if-exists",
          "--icu-data-dir",
          "--openssl-config",
          "--snapshot-blob",
          "--experimental-config-file");

  NodeCommandLine {
    loaded = List.copyOf(loaded);
    conditions = new LinkedHashSet<>(conditions);
    files = List.copyOf(files);
  }

  /** Reads the arguments, the first of which names the interpreter, and its variables. */
  static NodeCommandLine of(List<String> arguments, Map<String, String> environment) {
    Reading reading = new Reading();
    reading.all(OptionWords.of(environment.getOrDefault("NODE_OPTIONS", "")));
    reading.script = Optional.empty();
    reading.all(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    for (String name : List.of("NODE_EXTRA_CA_CERTS", "NODE_ICU_DATA", "OPENSSL_CONF")) {
      Optional.ofNullable(environment.get(name)).ifPresent(reading.files::add);
    }
    return new NodeCommandLine(
        reading.script, reading.text, reading.loaded, reading.conditions, reading.files);
  }

  /** What has been read so far. */
  private static final class Reading {
    private Optional<String> script = Optional.empty();
    private Optional<String> text = Optional.empty();
    private final List<String> loaded = new ArrayList<>();
    private final Set<String> conditions = new LinkedHashSet<>();
    private final List<String> files = new ArrayList<>();

    void all(List<String> words) {
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        String next = i + 1 < words.size() ? words.get(i + 1) : "";
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        if (equals > 0) {
          option(word.substring(0, equals), word.substring(equals + 1));
        } else if (word.equals("--")) {
          script = text.isPresent() || next.isEmpty() ? script : Optional.of(next);
          return;
        } else if (word.startsWith("-") && word.length() > 1) {
          i += option(word, next) ? 1 : 0;
        } else {
          script = text.isPresent() || word.equals("-") ? script : Optional.of(word);
          return;
        }
      }
    }

    /** Whether the option has a value. */
    private boolean option(String name, String value) {
      if (LOADING.contains(name)) {
        loaded.add(value);
      } else if (TEXTS.contains(name)) {
        text = Optional.of(value);
      } else if (FILES.contains(name)) {
        files.add(value);
      } else if (name.equals("-C") || name.equals("--conditions")) {
        conditions.add(value);
      } else {
        return name.equals("--title") || name.equals("--input-type");
      }
      return true;
    }
  }
}
