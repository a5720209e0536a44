package dev.kobako.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON (RFC 8259) as far as manifests need it: objects and lists become maps and
 * lists, strings strings, all else stays the text that it is.
 */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** A number, {@code true}, {@code false} or {@code null}. */
  record Word(String text) {}

  /**
   * The object that a text is.
   *
   * @throws IllegalArgumentException where it isn't one
   */
  static Map<?, ?> object(String text) {
    Json json = new Json(text);
    try {
      Object value = json.value();
      if (value instanceof Map<?, ?> map && json.peek() == 0) {
        return map;
      }
    } catch (StringIndexOutOfBoundsException | StackOverflowError e) {
      throw new IllegalArgumentException("JSON ends early or is too deep", e);
    }
    throw json.bad();
  }

  /** A string in an object; empty where there is none. */
  static String string(@Nullable Object object, String name) {
    return object instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : "";
  }

  /** A list in an object; empty where there is none. */
  static List<?> list(Map<?, ?> object, String name) {
    return object.get(name) instanceof List<?> list ? list : List.of();
  }

  /** A value as text. */
  static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          "{"
              + String.join(
                  ",",
                  map.entrySet().stream()
                      .map(each -> quoted(each.getKey()) + ":" + text(each.getValue()))
                      .toList())
              + "}";
      case List<?> list -> "[" + String.join(",", list.stream().map(Json::text).toList()) + "]";
      case Word word -> word.text();
      case Number number -> number.toString();
      default -> quoted(value);
    };
  }

  private static String quoted(Object value) {
    StringBuilder out = new StringBuilder("\"");
    for (char each : value.toString().toCharArray()) {
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < ' ') {
        out.append("\\u%04x".formatted((int) each));
      } else {
        out.append(each);
      }
    }
    return out.append('"').toString();
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> map();
      case '[' -> items();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    while (peek() != '}') {
      if (!map.isEmpty()) {
        take(',');
      }
      String name = string();
      take(':');
      map.put(name, value());
    }
    at++;
    return map;
  }

  private List<Object> items() {
    List<Object> items = new ArrayList<>();
    at++;
    while (peek() != ']') {
      if (!items.isEmpty()) {
        take(',');
      }
      items.add(value());
    }
    at++;
    return items;
  }

  private String string() {
    take('"');
    StringBuilder out = new StringBuilder();
    for (char next = text.charAt(at++); next != '"'; next = text.charAt(at++)) {
      out.append(next == '\\' ? escaped() : next);
    }
    return out.toString();
  }

  private char escaped() {
    char kind = text.charAt(at++);
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
      default -> kind;
    };
  }

  private Word word() {
    int from = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    if (!word.matches("-?[0-9][0-9.eE+-]*|true|false|null")) {
      throw bad();
    }
    return new Word(word);
  }

  /** The next character that is no space, left in place; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void take(char wanted) {
    if (peek() != wanted) {
      throw bad();
    }
    at++;
  }

  private IllegalArgumentException bad() {
    return new IllegalArgumentException("not the JSON of an object at character " + at);
  }
}
