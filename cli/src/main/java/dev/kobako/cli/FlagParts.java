package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The value of a flag of Docker's that has parts, {@code type=oci,dest=FILE}.
 *
 * @param flag as in {@code --output}
 * @param text as it was given
 * @param values by key, which is in lower case; a key without value has an empty one
 */
record FlagParts(String flag, String text, SortedMap<String, String> values) {
  /** Reads one; a part in double quotes may have commas, as CSV has them. */
  static FlagParts parse(String flag, String text) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String part : parts(text)) {
      int equals = part.indexOf('=');
      values.put(
          (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT),
          equals < 0 ? "" : part.substring(equals + 1));
    }
    return new FlagParts(flag, text, values);
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** The value of the first of these keys that is there. */
  Optional<String> value(String... keys) {
    for (String key : keys) {
      String value = values.get(key);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** A value that must be there. */
  String required(String key) {
    return value(key)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> usage("has no " + key + "=", "add " + key + "=VALUE"));
  }

  /** Whether a key is there and true. */
  boolean isOn(String key) {
    return isOn(key, false);
  }

  /** The same with what counts where the key is not there. */
  boolean isOn(String key, boolean otherwise) {
    return value(key)
        .map(value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "", "true", "1", "t" -> true;
              case "false", "0", "f" -> false;
              default ->
                  throw usage(
                      key + " is '" + value + "', expected true or false",
                      "write " + key + "=true");
            })
        .orElse(otherwise);
  }

  /** Refuses keys that nobody reads. */
  void requireKnown(List<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw usage(
            "'" + key + "' is no part of it",
            Spelling.nearest(key, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("there are " + String.join(", ", known)));
      }
    }
  }

  /** What is wrong with it. */
  KobakoException usage(String fact, String remedy) {
    return KobakoException.usage(Diagnostic.of(flag + " " + text, fact, remedy));
  }
}
