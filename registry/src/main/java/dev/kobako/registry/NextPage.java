package dev.kobako.registry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a list goes on: the element of {@code Link} (RFC 8288) whose relation is {@code next}. */
final class NextPage {
  private NextPage() {}

  /** The reference as the server wrote it, relative or not; empty where the list is complete. */
  static Optional<String> of(List<String> headerValues) {
    for (String value : headerValues) {
      int at = 0;
      while (true) {
        int open = value.indexOf('<', at);
        int close = open < 0 ? -1 : value.indexOf('>', open);
        if (close < 0) {
          break;
        }
        int end = endOfParameters(value, close + 1);
        if (isNext(value.substring(close + 1, end))) {
          return Optional.of(value.substring(open + 1, close).strip());
        }
        at = end;
      }
    }
    return Optional.empty();
  }

  private static int endOfParameters(String value, int start) {
    boolean quoted = false;
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return value.length();
  }

  private static boolean isNext(String parameters) {
    for (String parameter : parameters.toLowerCase(Locale.ROOT).split(";", -1)) {
      int equals = parameter.indexOf('=');
      if (equals >= 0 && parameter.substring(0, equals).strip().equals("rel")) {
        String relations = parameter.substring(equals + 1).replace('"', ' ').strip();
        if (List.of(relations.split(" ", -1)).contains("next")) {
          return true;
        }
      }
    }
    return false;
  }
}
