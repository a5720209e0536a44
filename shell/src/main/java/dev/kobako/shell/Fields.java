package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;

/** The words that one word becomes: where it is split, and which letters are no pattern. */
final class Fields {
  private static final int MOST = 10_000;

  private final List<Field> done = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder pattern = new StringBuilder();
  private String unknown = "";
  private boolean begun;

  /**
   * A word after expansion.
   *
   * @param pattern its text with a backslash before each letter that stands only for itself
   */
  record Field(Value value, String pattern) {
    /** Whether it stands for the names of files that it fits. */
    boolean isPattern() {
      for (int i = 0; i < pattern.length(); i++) {
        char c = pattern.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == '*' || c == '?' || c == '[') {
          return true;
        }
      }
      return false;
    }
  }

  /** Adds letters that stay together. */
  void add(Value value, boolean quoted) {
    begun |= quoted;
    switch (value) {
      case Value.Known(String letters) -> letters(letters, quoted);
      case Value.Unknown(String why) -> {
        begun = true;
        unknown = why;
      }
    }
  }

  private void letters(String letters, boolean quoted) {
    begun |= !letters.isEmpty();
    text.append(letters);
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (quoted && "*?[]\\".indexOf(c) >= 0) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
  }

  /** Adds what an expansion outside of quotes gave: blanks in it part words. */
  void addSplit(Value value, String separators) {
    if (!(value instanceof Value.Known(String letters))) {
      add(value, false);
      return;
    }
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (separators.indexOf(c) < 0) {
        begun = true;
        text.append(c);
        pattern.append(c);
      } else if (begun || " \t\n".indexOf(c) < 0) {
        next();
      }
    }
  }

  /** Ends the word. */
  void next() {
    if (done.size() < MOST) {
      Value value =
          unknown.isEmpty() ? new Value.Known(text.toString()) : new Value.Unknown(unknown);
      done.add(new Field(value, pattern.toString()));
    }
    text.setLength(0);
    pattern.setLength(0);
    unknown = "";
    begun = false;
  }

  List<Field> all() {
    if (begun) {
      next();
    }
    return done;
  }
}
