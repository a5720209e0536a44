package dev.kobako.cli;

import java.io.IOException;
import java.util.Locale;
import tools.jackson.jr.ob.JSON;

/** JSON as commands print it: members in their order, one a line. */
final class JsonText {
  private JsonText() {}

  /** The text of maps, lists, texts, numbers and booleans. */
  static String of(Object value) throws IOException {
    return JSON.std
        .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
        .with(JSON.Feature.WRITE_NULL_PROPERTIES)
        .asString(value);
  }

  /** How a constant is told of: {@code asked-for}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The same in one line. */
  static String line(Object value) throws IOException {
    return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value);
  }
}
