package dev.kobako.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One way in which a server lets itself be convinced of who asks: an element of {@code
 * WWW-Authenticate} (RFC 9110, 11.6.1).
 *
 * @param scheme in lower case: {@code basic}, {@code bearer}
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, SortedMap<String, String> parameters) {
  /** More than any registry sends by far. */
  private static final int MAX_CHALLENGES = 20;

  Challenge {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** The value of a parameter, by its name in lower case. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** All challenges in the values of the header; what comes after something malformed is lost. */
  static List<Challenge> parse(List<String> headerValues) {
    List<Challenge> all = new ArrayList<>();
    for (String value : headerValues) {
      new Reader(value).readInto(all);
    }
    return all.size() > MAX_CHALLENGES ? List.copyOf(all.subList(0, MAX_CHALLENGES)) : all;
  }

  /**
   * Reads one value of the header. A comma separates both challenges and the parameters of one; a
   * word that no equals sign follows begins a challenge.
   */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    void readInto(List<Challenge> all) {
      Optional<String> scheme = Optional.empty();
      SortedMap<String, String> parameters = new TreeMap<>();
      boolean wellFormed = true;
      while (wellFormed && skipSeparators()) {
        String word = word();
        skipBlanks();
        if (word.isEmpty()) {
          wellFormed = false;
        } else if (at < text.length() && text.charAt(at) == '=' && scheme.isPresent()) {
          at++;
          Optional<String> value = value();
          value.ifPresent(some -> parameters.putIfAbsent(word, some));
          wellFormed = value.isPresent();
        } else {
          scheme.ifPresent(name -> all.add(new Challenge(name, parameters)));
          parameters.clear();
          scheme = Optional.of(word);
        }
      }
      scheme.ifPresent(name -> all.add(new Challenge(name, parameters)));
    }

    private boolean skipSeparators() {
      while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == ',')) {
        at++;
      }
      return at < text.length();
    }

    private void skipBlanks() {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
    }

    private String word() {
      int start = at;
      while (at < text.length()
          && !isBlank(text.charAt(at))
          && ",=\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    /** A quoted string, or whatever stands up to the next comma or blank; empty if never closed. */
    private Optional<String> value() {
      skipBlanks();
      if (at < text.length() && text.charAt(at) == '"') {
        return quoted();
      }
      int start = at;
      while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != ',') {
        at++;
      }
      return Optional.of(text.substring(start, at));
    }

    private Optional<String> quoted() {
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          return Optional.of(value.toString());
        }
        if (c == '\\' && at + 1 < text.length()) {
          at++;
          c = text.charAt(at);
        }
        value.append(c);
      }
      return Optional.empty();
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t';
    }
  }
}
