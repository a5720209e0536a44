package dev.kobako.check;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The words by which users name drives, on the command line and in files. Every method throws a
 * {@link KobakoException} of usage for words that mean nothing.
 *
 * @param place where they stand, for messages: {@code --http}, {@code app.yaml:3:9: http:}
 * @param name what they are written behind: {@code --http}, {@code http:}
 */
public record DriveWords(String place, String name) {
  private static final int HIGHEST_PORT = 65_535;
  private static final int LOWEST_STATUS = 100;
  private static final int HIGHEST_STATUS = 599;
  private static final long LONGEST_SECONDS = 24 * 60 * 60;

  private static final String REQUEST = "expected METHOD:[PORT]PATH[=STATUS]";

  /** Those of an option. */
  public DriveWords(String option) {
    this(option, option);
  }

  /**
   * {@code GET:/health}, {@code GET:/health=200}, {@code POST:8080/items=201}: a method, a port (or
   * none, for those that the image exposes), a path, and after the last {@code =} a status of three
   * digits.
   */
  public Drive.Http http(String text) {
    int colon = text.indexOf(':');
    String method = colon < 0 ? "" : text.substring(0, colon);
    if (!isMethod(method)) {
      throw usage(text, REQUEST, "write " + name + " GET:/health=200");
    }
    String rest = text.substring(colon + 1);
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw usage(text, "has no path, " + REQUEST, "write " + name + " " + method + ":/" + rest);
    }
    Optional<Integer> port =
        slash == 0 ? Optional.empty() : Optional.of(port(text, rest.substring(0, slash)));
    String path = rest.substring(slash);
    Optional<Integer> status = Optional.empty();
    int equals = path.lastIndexOf('=');
    if (equals == path.length() - 4 && isDigits(path.substring(equals + 1), 3)) {
      status = Optional.of(status(text, path.substring(equals + 1)));
      path = path.substring(0, equals);
    }
    if (!path.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw usage(
          text,
          "its path has a blank or a letter that URLs don't have",
          "encode it with percent signs, as in /caf%C3%A9");
    }
    return new Drive.Http(method, port, path, status);
  }

  private static boolean isMethod(String text) {
    return !text.isEmpty()
        && text.length() <= 20
        && text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '-');
  }

  private int port(String text, String digits) {
    int port = isDigits(digits, 5) ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > HIGHEST_PORT) {
      throw usage(
          text,
          "'" + digits + "' is no port, expected a number from 1 to " + HIGHEST_PORT,
          "write the number on which the program listens");
    }
    return port;
  }

  private int status(String text, String digits) {
    int status = Integer.parseInt(digits);
    if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
      throw usage(
          text,
          "'"
              + digits
              + "' is no status, expected one from "
              + LOWEST_STATUS
              + " to "
              + HIGHEST_STATUS,
          "write =200, or leave it out for any below 500");
    }
    return status;
  }

  private static boolean isDigits(String text, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** A command line that is run inside, split into words as a shell splits them. */
  public Drive.Exec exec(String text) {
    return new Drive.Exec(words(text));
  }

  /** A command line that is run on this machine, split into words as a shell splits them. */
  public Drive.Check check(String text) {
    return new Drive.Check(words(text));
  }

  private List<String> words(String text) {
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw usage(text, "names no command", "write " + name + " 'PROGRAM ARGUMENT…'");
    }
    try {
      List<String> words = Script.parse(text).plainWords();
      if (!words.getFirst().isEmpty()) {
        return words;
      }
      throw usage(text, "its program has an empty name", "write the program first");
    } catch (ShellException e) {
      throw usage(
          text,
          "is no command of plain words: " + e.getMessage(),
          "write sh -c '…' for what only a shell can do");
    }
  }

  /**
   * A file that the program reads.
   *
   * @param folder that a relative path starts from
   */
  public Drive.Stdin stdin(String text, Path folder) {
    Path file = text.indexOf('\0') < 0 ? folder.resolve(text).normalize() : folder;
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw usage(text, file + " is no file that can be read", "name one that is there");
    }
    return new Drive.Stdin(file);
  }

  /** {@code 10s}, {@code 500ms}, {@code 2m}; a number alone is of seconds. */
  public Drive.For time(String text) {
    Matcher parts = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?").matcher(text);
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      String unit = Optional.ofNullable(parts.group(2)).orElse("s");
      Duration time =
          switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
          };
      if (time.isPositive() && time.toSeconds() <= LONGEST_SECONDS) {
        return new Drive.For(time);
      }
    }
    throw usage(text, "is no time, expected one up to 24h", "write 10s, 500ms or 2m");
  }

  /** A port. */
  public Drive.UntilPort untilPort(String text) {
    return new Drive.UntilPort(port(text, text));
  }

  /** A regular expression as {@link Pattern} has it. */
  public Drive.UntilLog untilLog(String text) {
    try {
      return new Drive.UntilLog(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw usage(
          text,
          "is no regular expression: " + e.getDescription() + " at " + e.getIndex(),
          "put a backslash before a sign that stands for itself");
    }
  }

  private KobakoException usage(String text, String fact, String remedy) {
    return KobakoException.usage(Diagnostic.of(place + " " + text, fact, remedy));
  }
}
