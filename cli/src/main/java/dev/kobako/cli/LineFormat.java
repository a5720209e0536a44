package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --format} says of a line, in the part of docker's templates that people use: text
 * with {@code {{.Name}}}, {@code {{.Outer.Inner}}}, {@code {{json .Name}}} and {@code {{.Label
 * "name"}}} in it.
 *
 * @param text as it was given
 */
record LineFormat(String text, List<Part> parts) {
  private static final String JSON = "json ";
  private static final String LABEL = ".Label ";

  /** A piece of it. A closed set. */
  sealed interface Part {
    /** As it stands. */
    record Text(String text) implements Part {}

    /**
     * A value.
     *
     * @param path the names on the way to it; none for all there is
     * @param json whether it is printed as JSON
     */
    record Value(List<String> path, boolean json) implements Part {
      public Value {
        path = List.copyOf(path);
      }
    }
  }

  LineFormat {
    parts = List.copyOf(parts);
  }

  /**
   * Reads one; {@code \t} and {@code \n} are a tab and a line break.
   *
   * @throws KobakoException usage, where it is none
   */
  static LineFormat parse(String text) {
    List<Part> parts = new ArrayList<>();
    String rest = text.replace("\\t", "\t").replace("\\n", "\n");
    for (int open = rest.indexOf("{{"); open >= 0; open = rest.indexOf("{{")) {
      int close = rest.indexOf("}}", open);
      if (close < 0) {
        throw usage(text, "'{{' is not followed by '}}'");
      }
      parts.add(new Part.Text(rest.substring(0, open)));
      parts.add(value(text, rest.substring(open + 2, close).strip()));
      rest = rest.substring(close + 2);
    }
    parts.add(new Part.Text(rest));
    return new LineFormat(text, parts);
  }

  private static Part.Value value(String text, String word) {
    boolean json = word.startsWith(JSON);
    String path = json ? word.substring(JSON.length()).strip() : word;
    if (path.startsWith(LABEL)) {
      String name = path.substring(LABEL.length()).strip();
      if (name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")) {
        return new Part.Value(List.of("Label", name.substring(1, name.length() - 1)), json);
      }
    }
    if (path.equals(".")) {
      return new Part.Value(List.of(), json);
    }
    if (!path.matches("(\\.[A-Za-z0-9_]+)+")) {
      throw usage(text, "'" + word + "' is not understood");
    }
    return new Part.Value(List.of(path.substring(1).split("\\.")), json);
  }

  /**
   * The line for these values.
   *
   * @throws KobakoException usage, where it names one that is not there
   */
  String of(Map<String, ?> values) throws IOException {
    StringBuilder line = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String plain) -> line.append(plain);
        case Part.Value(List<String> path, boolean json) -> {
          Object found = found(path, values);
          line.append(json ? JsonText.line(found) : plain(found));
        }
      }
    }
    return line.toString();
  }

  private Object found(List<String> path, Map<String, ?> values) {
    Object here = values;
    for (int i = 0; i < path.size(); i++) {
      String name = path.get(i);
      boolean label = i > 0 && path.getFirst().equals("Label");
      Optional<Object> next =
          here instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
      if (next.isEmpty() && !label) {
        throw unknown(name, here);
      }
      here = next.orElse("");
    }
    return here;
  }

  private KobakoException unknown(String name, Object here) {
    List<String> known =
        here instanceof Map<?, ?> map
            ? map.keySet().stream().map(String::valueOf).toList()
            : List.of();
    String fact = "there is no '" + name + "'";
    return KobakoException.usage(
        Diagnostic.of(
            "--format " + text,
            fact,
            Spelling.nearest(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("there are " + String.join(", ", known))));
  }

  /** As Go prints values: lists in brackets, maps by their members. */
  private static String plain(Object value) {
    return switch (value) {
      case List<?> list ->
          "[" + String.join(" ", list.stream().map(LineFormat::plain).toList()) + "]";
      case Map<?, ?> map ->
          "map["
              + String.join(
                  " ",
                  map.entrySet().stream()
                      .map(each -> each.getKey() + ":" + plain(each.getValue()))
                      .toList())
              + "]";
      default -> Columns.printable(value.toString());
    };
  }

  /** Its names, in capitals, for the head of a table. */
  String head() {
    StringBuilder line = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String plain) -> line.append(plain);
        case Part.Value(List<String> path, _) ->
            line.append(path.isEmpty() ? "" : ContainersReport.head(path.getLast()));
      }
    }
    return line.toString();
  }

  private static KobakoException usage(String text, String fact) {
    return KobakoException.usage(
        Diagnostic.of("--format " + text, fact, "write a text with {{.Name}} in it, or json"));
  }
}
