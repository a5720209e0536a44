package dev.kobako.elf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One recorded run of a fixture, read from {@code expected.json}. */
record FixtureRecord(
    String name,
    String program,
    SortedMap<String, String> environment,
    String workingDirectory,
    boolean runs,
    String kernel,
    List<String> required,
    List<String> missing) {

  /** The recorded runs of one kind, in the order of the file. */
  static List<FixtureRecord> of(Map<String, Object> all, String how) {
    List<FixtureRecord> records = new ArrayList<>();
    all.forEach((name, value) -> {
      Map<?, ?> one = (Map<?, ?>) value;
      if (how.equals(one.get("how"))) {
        SortedMap<String, String> environment = new TreeMap<>();
        ((Map<?, ?>) field(one, "env", Map.of()))
            .forEach((key, text) -> environment.put(key.toString(), text.toString()));
        records.add(
            new FixtureRecord(
                name,
                texts(field(one, "argv", List.of())).getFirst(),
                environment,
                field(one, "cwd", "/").toString(),
                field(one, "runs", false).equals(true),
                field(one, "kernel", "").toString(),
                texts(field(one, "required", List.of())),
                texts(field(one, "missing", List.of()))));
      }
    });
    return records;
  }

  private static Object field(Map<?, ?> one, String key, Object otherwise) {
    Object value = one.get(key);
    return value == null ? otherwise : value;
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }

  /** Just enough JSON for that file: a library only for this would be a dependency too many. */
  @SuppressWarnings("unchecked") // the file is an object
  static Map<String, Object> parse(String json) {
    return (Map<String, Object>) new Parser(json).value();
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Object value() {
      skip();
      return switch (text.charAt(at)) {
        case '{' -> object();
        case '[' -> list();
        case '"' -> string();
        default -> word();
      };
    }

    private Map<String, Object> object() {
      Map<String, Object> map = new LinkedHashMap<>();
      at++;
      skip();
      while (text.charAt(at) != '}') {
        String key = string();
        skip();
        at++;
        map.put(key, value());
        next();
      }
      at++;
      return map;
    }

    private List<Object> list() {
      List<Object> list = new ArrayList<>();
      at++;
      skip();
      while (text.charAt(at) != ']') {
        list.add(value());
        next();
      }
      at++;
      return list;
    }

    private void next() {
      skip();
      if (text.charAt(at) == ',') {
        at++;
        skip();
      }
    }

    private String string() {
      StringBuilder out = new StringBuilder();
      for (at++; text.charAt(at) != '"'; at++) {
        if (text.charAt(at) != '\\') {
          out.append(text.charAt(at));
        } else if (text.charAt(++at) == 'u') {
          out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
          at += 4;
        } else {
          out.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
        }
      }
      at++;
      return out.toString();
    }

    private Object word() {
      int start = at;
      while (",]} \n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String word = text.substring(start, at);
      return switch (word) {
        case "true" -> true;
        case "false" -> false;
        default -> word;
      };
    }

    private void skip() {
      while (Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}
