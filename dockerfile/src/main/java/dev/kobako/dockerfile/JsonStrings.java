package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads arguments that may be a JSON array of strings (RFC 8259, as strict as Go reads it). */
final class JsonStrings {
  /** As in Go: what is nested deeper is no JSON. */
  private static final int DEEPEST = 10_000;

  private final String text;
  private final int end;
  private final List<Piece> strings = new ArrayList<>();
  private @Nullable Piece intruder;
  private int at;

  private JsonStrings(String text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  /** What stands between two positions, or null where that is no JSON array. */
  static @Nullable JsonStrings read(String text, int from, int end) {
    JsonStrings json = new JsonStrings(text, from, end);
    return json.array() ? json : null;
  }

  /** The strings; with their quotes in the text. */
  List<Piece> strings() {
    return strings;
  }

  /** The first element that is no string. */
  @Nullable Piece intruder() {
    return intruder;
  }

  private boolean array() {
    if (!takes('[')) {
      return false;
    }
    if (!takesNext(']')) {
      do {
        if (!element()) {
          return false;
        }
      } while (takesNext(','));
      if (!takesNext(']')) {
        return false;
      }
    }
    blanks();
    return at == end;
  }

  private boolean element() {
    blanks();
    int start = at;
    if (at < end && text.charAt(at) == '"') {
      StringBuilder string = new StringBuilder();
      if (!string(string)) {
        return false;
      }
      strings.add(new Piece(withoutLoneSurrogates(string), start, at));
      return true;
    }
    if (!value()) {
      return false;
    }
    intruder = intruder == null ? Piece.of(text, start, at) : intruder;
    return true;
  }

  /** Goes over any value, without recursion: depth is the file's choice. */
  private boolean value() {
    StringBuilder open = new StringBuilder();
    do {
      blanks();
      boolean object = at < end && text.charAt(at) == '{';
      if (object || (at < end && text.charAt(at) == '[')) {
        at++;
        open.append(object ? '{' : '[');
        if (open.length() == DEEPEST) { // with the array around all
          return false;
        }
        if (!takesNext(object ? '}' : ']')) {
          if (object && !name()) {
            return false;
          }
          continue;
        }
        open.setLength(open.length() - 1);
      } else if (!scalar()) {
        return false;
      }
      if (!close(open)) {
        return false;
      }
    } while (!open.isEmpty());
    return true;
  }

  /** After a value: what ends around it, up to where another value must follow. */
  private boolean close(StringBuilder open) {
    while (!open.isEmpty()) {
      boolean object = open.charAt(open.length() - 1) == '{';
      if (takesNext(',')) {
        return !object || name();
      }
      if (!takesNext(object ? '}' : ']')) {
        return false;
      }
      open.setLength(open.length() - 1);
    }
    return true;
  }

  private boolean name() {
    blanks();
    return string(new StringBuilder()) && takesNext(':');
  }

  private boolean scalar() {
    if (at == end) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '"' -> string(new StringBuilder());
      case 't' -> takesWord("true");
      case 'f' -> takesWord("false");
      case 'n' -> takesWord("null");
      default -> number();
    };
  }

  private boolean number() {
    takes('-');
    if (!takes('0') && !digits()) {
      return false;
    }
    if (takes('.') && !digits()) {
      return false;
    }
    if (takes('e') || takes('E')) {
      if (!takes('+')) {
        takes('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean string(StringBuilder out) {
    if (!takes('"')) {
      return false;
    }
    while (at < end) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || (c == '\\' && !escaped(out))) {
        return false;
      }
      if (c != '\\') {
        out.append(c);
      }
    }
    return false;
  }

  private boolean escaped(StringBuilder out) {
    if (at == end) {
      return false;
    }
    char c = text.charAt(at++);
    int known = "\"\\/bfnrt".indexOf(c);
    if (known >= 0) {
      out.append("\"\\/\b\f\n\r\t".charAt(known));
      return true;
    }
    if (c != 'u' || end - at < 4) {
      return false;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char hex = text.charAt(at++);
      int digit = hex < 0x80 ? Character.digit(hex, 16) : -1;
      if (digit < 0) {
        return false;
      }
      value = value * 16 + digit;
    }
    out.append((char) value);
    return true;
  }

  private static String withoutLoneSurrogates(StringBuilder string) {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < string.length()
              && Character.isLowSurrogate(string.charAt(i + 1));
      if (pair) {
        i++;
      } else {
        string.setCharAt(i, '\ufffd');
      }
    }
    return string.toString();
  }

  private void blanks() {
    while (at < end && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean takesNext(char c) {
    blanks();
    return takes(c);
  }

  private boolean takes(char c) {
    boolean there = at < end && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean takesWord(String word) {
    boolean there = end - at >= word.length() && text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }
}
