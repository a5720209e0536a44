package dev.kobako.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files that curl and wget write, by the names that their command lines give them. */
public final class Downloads {
  private static final String STANDARD_OUTPUT = "-";

  /** With a value that is no address of what is fetched, though it may look like one. */
  private static final Set<String> CURL_VALUES =
      Set.of(
          "A",
          "C",
          "D",
          "E",
          "F",
          "H",
          "K",
          "P",
          "Q",
          "T",
          "U",
          "X",
          "Y",
          "b",
          "c",
          "d",
          "e",
          "m",
          "o",
          "r",
          "t",
          "u",
          "w",
          "x",
          "y",
          "z",
          "data",
          "data-binary",
          "data-raw",
          "data-urlencode",
          "doh-url",
          "form",
          "header",
          "json",
          "output",
          "output-dir",
          "preproxy",
          "proxy",
          "referer",
          "user-agent",
          "write-out");

  /** The same of wget, with the first letter of {@code -nv} and its like. */
  private static final Set<String> WGET_VALUES =
      Set.of(
          "A",
          "B",
          "D",
          "I",
          "O",
          "P",
          "Q",
          "R",
          "T",
          "U",
          "X",
          "a",
          "e",
          "i",
          "l",
          "n",
          "o",
          "t",
          "w",
          "base",
          "body-data",
          "directory-prefix",
          "execute",
          "header",
          "output-document",
          "post-data",
          "referer",
          "user-agent");

  private Downloads() {}

  /**
   * The paths as written; none of another program, of what goes to standard output, or of a whole
   * site.
   */
  public static List<String> of(ShellCommand command) {
    return switch (command.name()) {
      case "curl" -> ofCurl(Given.of(command, CURL_VALUES));
      case "wget" -> ofWget(Given.of(command, WGET_VALUES));
      default -> List.of();
    };
  }

  private static List<String> ofCurl(Given given) {
    List<String> names = given.valuesOf("o", "output");
    if (names.isEmpty() && given.has("O", "remote-name", "remote-name-all")) {
      names = given.addresses("[?#]");
    }
    return below(given.valuesOf("output-dir"), names);
  }

  private static List<String> ofWget(Given given) {
    List<String> names = given.valuesOf("O", "output-document");
    if (!names.isEmpty()) {
      return below(List.of(), names);
    }
    return given.has("r", "recursive", "m", "mirror", "p", "page-requisites", "x", "spider")
        ? List.of()
        : below(given.valuesOf("P", "directory-prefix"), given.addresses("#"));
  }

  private static List<String> below(List<String> folders, List<String> names) {
    String folder = folders.isEmpty() ? "" : Words.withoutLastSlash(folders.getLast());
    String before = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    return names.stream()
        .filter(name -> !name.isEmpty() && !name.equals(STANDARD_OUTPUT))
        .map(name -> name.startsWith("/") ? name : before + name)
        .toList();
  }

  /**
   * A command line as getopt reads it.
   *
   * @param values of flags that take one
   * @param flags without dashes
   */
  private record Given(Map<String, List<String>> values, Set<String> flags, List<String> operands) {
    static Given of(ShellCommand command, Set<String> takingValues) {
      Given given = new Given(new HashMap<>(), new HashSet<>(), new ArrayList<>());
      String open = "";
      for (String argument : command.arguments()) {
        if (!open.isEmpty()) {
          given.add(open, argument);
          open = "";
        } else if (argument.startsWith("--")) {
          int equals = argument.indexOf('=');
          String name = argument.substring(2, equals < 0 ? argument.length() : equals);
          given.flags.add(name);
          if (equals >= 0) {
            given.add(name, argument.substring(equals + 1));
          } else if (takingValues.contains(name)) {
            open = name;
          }
        } else if (argument.startsWith("-") && argument.length() > 1) {
          open = given.letters(argument, takingValues);
        } else {
          given.operands.add(argument);
        }
      }
      return given;
    }

    /** Reads {@code -sSLo} and {@code -oFILE}; the flag whose value is the next argument. */
    private String letters(String argument, Set<String> takingValues) {
      for (int i = 1; i < argument.length(); i++) {
        String flag = argument.substring(i, i + 1);
        flags.add(flag);
        if (takingValues.contains(flag)) {
          String rest = argument.substring(i + 1);
          if (rest.isEmpty()) {
            return flag;
          }
          add(flag, rest);
          return "";
        }
      }
      return "";
    }

    private void add(String flag, String value) {
      values.computeIfAbsent(flag, _ -> new ArrayList<>()).add(value);
    }

    boolean has(String... oneOf) {
      return Arrays.stream(oneOf).anyMatch(flags::contains);
    }

    List<String> valuesOf(String... oneOf) {
      return Arrays.stream(oneOf)
          .flatMap(flag -> values.getOrDefault(flag, List.of()).stream())
          .toList();
    }

    /** The last names of all that is fetched. */
    List<String> addresses(String end) {
      return operands.stream()
          .filter(word -> word.contains("://"))
          .map(address -> Words.lastOf(address.split(end, 2)[0]))
          .toList();
    }
  }
}
