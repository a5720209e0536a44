package dev.kobako.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a system call names a file: a line of {@code file-calls.txt}, which says what its parts mean.
 *
 * @param folder the argument that has the folder; -1 for the working directory
 * @param place where the path is
 * @param path the argument that has it
 * @param end what tells whether a link at its end is followed
 * @param flags the argument that has the flags for it
 */
record FileCallForm(
    String name, FileCall.Kind kind, int folder, Place place, int path, End end, int flags) {
  /** Where a call has its path. */
  enum Place {
    /** In memory that an argument points to. */
    MEMORY,
    /** It is that of an open file. */
    DESCRIPTOR,
    /** In a socket's address. */
    SOCKET,
    /** In a socket's address, as an array of arguments that an argument points to names it. */
    ARRAY
  }

  /** What tells whether a link at the end of a path is followed. */
  enum End {
    ALWAYS,
    NEVER,
    OPEN,
    HOW,
    AT,
    LINK,
    WATCH
  }

  /** The argument of connect(2), bind(2) and socketcall(2) that points to the address. */
  private static final int ADDRESS = 1;

  private static final List<FileCallForm> ALL = read();

  /** The names of all calls that name a file. */
  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ALL.forEach(each -> names.add(each.name));
    return names;
  }

  /** The forms of each call by its number; none for a call that names no file. */
  static List<List<FileCallForm>> byNumber(CallNumbers.Way way) {
    List<List<FileCallForm>> all = new ArrayList<>();
    for (int i = 0; i < CallNumbers.end(way); i++) {
      all.add(List.of());
    }
    for (FileCallForm form : ALL) {
      int number = CallNumbers.of(way, form.name);
      if (number >= 0) {
        List<FileCallForm> forms = new ArrayList<>(all.get(number));
        forms.add(form);
        all.set(number, List.copyOf(forms));
      }
    }
    return all;
  }

  private static List<FileCallForm> read() {
    List<FileCallForm> all = new ArrayList<>();
    for (String line : CallNumbers.lines("file-calls.txt")) {
      String[] words = line.split(" ");
      Place place =
          switch (words[3]) {
            case "-" -> Place.DESCRIPTOR;
            case "socket" -> Place.SOCKET;
            case "array" -> Place.ARRAY;
            default -> Place.MEMORY;
          };
      String[] end = words[4].split(":");
      all.add(
          new FileCallForm(
              words[0],
              FileCall.Kind.valueOf(words[1]),
              words[2].equals("-") ? -1 : Integer.parseInt(words[2]),
              place,
              place == Place.MEMORY ? Integer.parseInt(words[3]) : ADDRESS,
              End.valueOf(end[0].toUpperCase(Locale.ROOT)),
              end.length > 1 ? Integer.parseInt(end[1]) : -1));
    }
    return List.copyOf(all);
  }
}
