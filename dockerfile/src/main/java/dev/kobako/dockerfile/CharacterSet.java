package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of all characters, as a class of an RE2 expression names them.
 *
 * @param bounds first and last character of each range, one range after the other
 * @param negated whether all others are meant
 */
record CharacterSet(List<Integer> bounds, boolean negated) {
  static final CharacterSet NOT_NEWLINE = new CharacterSet(List.of((int) '\n', (int) '\n'), true);
  static final CharacterSet WORD = of("09AZ__az", false);

  CharacterSet {
    bounds = List.copyOf(bounds);
  }

  static CharacterSet of(int character) {
    return new CharacterSet(List.of(character, character), false);
  }

  private static CharacterSet of(String bounds, boolean negated) {
    return new CharacterSet(bounds.chars().boxed().toList(), negated);
  }

  /**
   * What a backslash makes of a character.
   *
   * @throws IllegalArgumentException where it has no meaning in a pattern
   */
  static CharacterSet ofEscape(int character) {
    return switch (character) {
      case 'a' -> of('\u0007');
      case 'f' -> of('\f');
      case 't' -> of('\t');
      case 'n' -> of('\n');
      case 'r' -> of('\r');
      case 'v' -> of('\u000b');
      case 'd' -> of("09", false);
      case 'D' -> of("09", true);
      case 's' -> of("\t\n\f\r  ", false);
      case 'S' -> of("\t\n\f\r  ", true);
      case 'w' -> WORD;
      case 'W' -> new CharacterSet(WORD.bounds, true);
      default -> {
        if (character >= 0x80 || Character.isLetterOrDigit(character)) {
          throw new IllegalArgumentException(
              "'\\" + Character.toString(character) + "' has no meaning");
        }
        yield of(character);
      }
    };
  }

  /** Where the class ends that starts with the bracket at {@code open}: after its bracket. */
  static int endOfClass(String text, int open) {
    int i = open + 1;
    if (i < text.length() && text.charAt(i) == '^') {
      i++;
    }
    for (int first = i; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ']' && i > first) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("the class is not closed");
  }

  /**
   * Reads what is between the brackets of a class.
   *
   * @throws IllegalArgumentException for a range whose end is before its start, an escape without
   *     meaning, and classes that are named
   */
  static CharacterSet ofClass(String inside) {
    boolean negated = inside.startsWith("^");
    List<Integer> bounds = new ArrayList<>();
    int i = negated ? 1 : 0;
    while (i < inside.length()) {
      if (inside.startsWith("[:", i) && inside.indexOf(":]", i + 2) >= 0) {
        throw new IllegalArgumentException("classes with a name are not known");
      }
      CharacterSet low = member(inside, i);
      i = afterMember(inside, i);
      boolean range = i + 1 < inside.length() && inside.charAt(i) == '-' && low.isOne();
      if (!range) {
        bounds.addAll(low.positive());
        continue;
      }
      CharacterSet high = member(inside, i + 1);
      i = afterMember(inside, i + 1);
      if (!high.isOne() || high.first() < low.first()) {
        throw new IllegalArgumentException("a range of its class ends before it starts");
      }
      bounds.add(low.first());
      bounds.add(high.first());
    }
    return new CharacterSet(bounds, negated);
  }

  private static CharacterSet member(String inside, int i) {
    return inside.charAt(i) == '\\'
        ? ofEscape(inside.codePointAt(i + 1))
        : of(inside.codePointAt(i));
  }

  private static int afterMember(String inside, int i) {
    int at = inside.charAt(i) == '\\' ? i + 1 : i;
    return at + Character.charCount(inside.codePointAt(at));
  }

  /** The same without negation. */
  private List<Integer> positive() {
    if (!negated) {
      return bounds;
    }
    List<Integer> others = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < bounds.size(); i += 2) {
      if (bounds.get(i) > next) {
        others.add(next);
        others.add(bounds.get(i) - 1);
      }
      next = bounds.get(i + 1) + 1;
    }
    others.add(next);
    others.add(Character.MAX_CODE_POINT);
    return others;
  }

  /** Whether it is a single character. */
  private boolean isOne() {
    return !negated && bounds.size() == 2 && bounds.get(0).equals(bounds.get(1));
  }

  /** Whether it is a single character of one UTF-16 unit. */
  boolean isPlain() {
    return isOne() && first() <= Character.MAX_VALUE;
  }

  int first() {
    return bounds.getFirst();
  }

  boolean has(int character) {
    for (int i = 0; i < bounds.size(); i += 2) {
      if (bounds.get(i) <= character && character <= bounds.get(i + 1)) {
        return !negated;
      }
    }
    return negated;
  }
}
