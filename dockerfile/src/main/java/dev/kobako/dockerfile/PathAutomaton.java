package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The regular expressions that moby makes of ignore patterns, with the meaning that RE2 gives them:
 * characters, classes, {@code [^/]*}, <code>(.*&#47;)?</code> and {@code .*}. All states are
 * followed at the same time, so that no pattern takes more than its length for each character of a
 * path.
 */
final class PathAutomaton {
  /** What one step of the expression takes. */
  private enum Kind {
    /** One character of a set. */
    ONE,
    /** Any number of characters of a set. */
    MANY,
    /** Nothing, and the next part may be left out. */
    FOLDERS,
    /** Anything, up to a slash. */
    WITHIN_FOLDERS,
    /** Nothing, at the start of the path. */
    START,
    /** Nothing, at the end of the path. */
    END,
    /** Nothing, where a word starts or ends. */
    WORD_EDGE,
    /** Nothing, where no word starts or ends. */
    NO_WORD_EDGE
  }

  private record Part(Kind kind, CharacterSet set) {}

  private final List<Part> parts = new ArrayList<>();
  private final String prefix;
  private final String suffix;

  /**
   * Reads an expression, without anchors at its ends.
   *
   * @throws IllegalArgumentException that says what is wrong, where RE2 refuses it
   */
  PathAutomaton(String expression) {
    int i = 0;
    while (i < expression.length()) {
      i = read(expression, i);
    }
    prefix = literals(parts);
    suffix = new StringBuilder(literals(parts.reversed())).reverse().toString();
  }

  private int read(String text, int i) {
    if (text.startsWith("(.*/)?", i)) {
      parts.add(new Part(Kind.FOLDERS, CharacterSet.NOT_NEWLINE));
      parts.add(new Part(Kind.WITHIN_FOLDERS, CharacterSet.NOT_NEWLINE));
      return i + 6;
    }
    if (text.startsWith(".*", i)) {
      parts.add(new Part(Kind.MANY, CharacterSet.NOT_NEWLINE));
      return i + 2;
    }
    char c = text.charAt(i);
    if (c == '[') {
      int end = CharacterSet.endOfClass(text, i);
      CharacterSet set = CharacterSet.ofClass(text.substring(i + 1, end - 1));
      boolean many = end < text.length() && text.charAt(end) == '*';
      parts.add(new Part(many ? Kind.MANY : Kind.ONE, set));
      return many ? end + 1 : end;
    }
    if (c == '^') {
      parts.add(new Part(Kind.START, CharacterSet.NOT_NEWLINE));
      return i + 1;
    }
    if (c == '\\') {
      parts.add(escaped(text, i + 1));
      return i + 1 + Character.charCount(text.codePointAt(i + 1));
    }
    int character = text.codePointAt(i);
    parts.add(new Part(Kind.ONE, CharacterSet.of(character)));
    return i + Character.charCount(character);
  }

  private static Part escaped(String text, int i) {
    return switch (text.charAt(i)) {
      case 'A' -> new Part(Kind.START, CharacterSet.NOT_NEWLINE);
      case 'z' -> new Part(Kind.END, CharacterSet.NOT_NEWLINE);
      case 'b' -> new Part(Kind.WORD_EDGE, CharacterSet.NOT_NEWLINE);
      case 'B' -> new Part(Kind.NO_WORD_EDGE, CharacterSet.NOT_NEWLINE);
      default -> new Part(Kind.ONE, CharacterSet.ofEscape(text.codePointAt(i)));
    };
  }

  /** The characters that a path must start with. */
  private static String literals(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part.kind != Kind.ONE || !part.set.isPlain()) {
        break;
      }
      text.append((char) part.set.first());
    }
    return text.toString();
  }

  boolean matches(String path) {
    return path.length() >= prefix.length()
        && path.startsWith(prefix)
        && path.endsWith(suffix)
        && after(path, true)[parts.size()];
  }

  /** Whether a path that starts with {@code text} and is longer can match. */
  boolean canGoOnAfter(String text) {
    int shared = Math.min(text.length(), prefix.length());
    if (!text.regionMatches(0, prefix, 0, shared)) {
      return false;
    }
    boolean[] states = after(text, false);
    for (int i = 0; i < parts.size(); i++) {
      if (states[i]) {
        return true;
      }
    }
    return false;
  }

  /** Which parts can be next after the text; the last one is the end of the expression. */
  private boolean[] after(String text, boolean whole) {
    boolean[] now = new boolean[parts.size() + 1];
    boolean[] next = new boolean[parts.size() + 1];
    now[0] = true;
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      skip(now, at == 0 ? -1 : text.codePointBefore(at), character);
      Arrays.fill(next, false);
      take(now, next, character);
      boolean[] done = now;
      now = next;
      next = done;
      at += Character.charCount(character);
    }
    if (whole) {
      skip(now, at == 0 ? -1 : text.codePointBefore(at), -1);
    }
    return now;
  }

  private void take(boolean[] now, boolean[] next, int character) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (now[i] && part.set.has(character)) {
        switch (part.kind) {
          case ONE -> next[i + 1] = true;
          case MANY -> next[i] = true;
          case WITHIN_FOLDERS -> {
            next[i] = true;
            next[i + 1] |= character == '/';
          }
          case FOLDERS, START, END, WORD_EDGE, NO_WORD_EDGE -> {
            // takes nothing
          }
        }
      }
    }
  }

  /** Adds the parts that are reached without a character; -1 stands for an end of the text. */
  private void skip(boolean[] now, int before, int after) {
    boolean edge = isWord(before) != isWord(after);
    for (int i = 0; i < parts.size(); i++) {
      if (now[i]) {
        switch (parts.get(i).kind) {
          case MANY -> now[i + 1] = true;
          case FOLDERS -> {
            now[i + 1] = true;
            now[i + 2] = true;
          }
          case START -> now[i + 1] |= before < 0;
          case END -> now[i + 1] |= after < 0;
          case WORD_EDGE -> now[i + 1] |= edge;
          case NO_WORD_EDGE -> now[i + 1] |= !edge;
          case ONE, WITHIN_FOLDERS -> {
            // needs a character
          }
        }
      }
    }
  }

  private static boolean isWord(int character) {
    return character >= 0 && CharacterSet.WORD.has(character);
  }
}
