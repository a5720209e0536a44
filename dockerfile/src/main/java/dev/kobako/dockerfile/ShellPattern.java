package dev.kobako.dockerfile;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of a substitution: {@code *} is any characters, {@code ?} is one, neither is a line
 * end; {@code \} takes meanings away. There are no bracket expressions.
 *
 * <p>What is between stars is searched for from left to right, each piece at its first place. That
 * finds the same as trying all places: a piece without a line end leaves more of the line to the
 * next ones the earlier it is, and a piece with a line end can be at one place only.
 */
final class ShellPattern {
  private static final int ANY = -1;

  private final List<int[]> pieces;
  private final LexerBudget budget;

  private ShellPattern(List<int[]> pieces, LexerBudget budget) {
    this.pieces = pieces;
    this.budget = budget;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalExpansionException where a backslash is before something it can't escape
   */
  static ShellPattern of(String text, LexerBudget budget) {
    List<int[]> pieces = new ArrayList<>();
    int[] characters = text.codePoints().toArray();
    int[] piece = new int[characters.length];
    int length = 0;
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (c == '*') {
        pieces.add(Arrays.copyOf(piece, length));
        length = 0;
        continue;
      }
      if (c == '\\') {
        c = escaped(characters, ++i);
      } else if (c == '?') {
        c = ANY;
      }
      piece[length++] = c;
    }
    pieces.add(Arrays.copyOf(piece, length));
    return new ShellPattern(pieces, budget);
  }

  private static int escaped(int[] characters, int at) {
    int c = at < characters.length ? characters[at] : ANY;
    if (c == ANY || "*?\\}/".indexOf(c) < 0) {
      throw new IllegalExpansionException(
          "\\"
              + (c == ANY ? "" : Character.toString(c))
              + " in the pattern of a substitution"
              + " escapes nothing",
          "what can be escaped there is \\* \\? \\\\ \\} and \\/");
    }
    return c;
  }

  /** Without the shortest or longest start that matches, or unchanged. */
  String withoutStart(String value, boolean longest) {
    int[] text = value.codePoints().toArray();
    int end = matchEnd(text, 0, longest);
    return end < 0 ? value : new String(text, end, text.length - end);
  }

  /** Without the shortest or longest end that matches, or unchanged. */
  String withoutEnd(String value, boolean longest) {
    List<int[]> mirrored = new ArrayList<>();
    for (int[] piece : pieces.reversed()) {
      mirrored.add(reversed(piece));
    }
    int[] text = value.codePoints().toArray();
    int end = new ShellPattern(mirrored, budget).matchEnd(reversed(text), 0, longest);
    return end < 0 ? value : new String(text, 0, text.length - end);
  }

  /** With the longest match at the first place, or all of them, replaced. */
  String replaced(String value, String replacement, boolean all) {
    int[] text = value.codePoints().toArray();
    StringBuilder result = new StringBuilder();
    int copied = 0;
    int from = 0;
    while (from <= text.length) {
      int start = from;
      int end = matchEnd(text, start, true);
      while (end < 0 && start < text.length) {
        end = matchEnd(text, ++start, true);
      }
      if (end < 0) {
        break;
      }
      result.append(new String(text, copied, start - copied));
      if (end > copied || start == 0) { // no empty match right after another match
        budget.spendOnText(replacement.length());
        result.append(replacement);
      }
      copied = end;
      from = Math.max(end, from + 1);
      if (!all) {
        break;
      }
    }
    return result.append(new String(text, copied, text.length - copied)).toString();
  }

  /** Where a match that starts at a place ends; negative if there is none. */
  private int matchEnd(int[] text, int start, boolean longest) {
    int[] first = pieces.getFirst();
    if (!isAt(first, text, start)) {
      return -1;
    }
    int at = start + first.length;
    for (int i = 1; i < pieces.size(); i++) {
      int[] piece = pieces.get(i);
      boolean last = i == pieces.size() - 1;
      at = last && longest ? lastPlace(piece, text, at) : firstPlace(piece, text, at);
      if (at < 0) {
        return -1;
      }
      at += piece.length;
    }
    return at;
  }

  /** The first place at or after another with no line end between them. */
  private int firstPlace(int[] piece, int[] text, int from) {
    for (int at = from; at <= text.length; at++) {
      if (isAt(piece, text, at)) {
        return at;
      }
      if (at == text.length || text[at] == '\n') {
        return -1;
      }
    }
    return -1;
  }

  private int lastPlace(int[] piece, int[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    budget.spend(at - from);
    while (at >= from && !isAt(piece, text, at)) {
      at--;
    }
    return at >= from ? at : -1;
  }

  private boolean isAt(int[] piece, int[] text, int at) {
    budget.spend(1);
    if (piece.length > text.length - at) {
      return false;
    }
    for (int i = 0; i < piece.length; i++) {
      int c = text[at + i];
      if (piece[i] == ANY ? c == '\n' : piece[i] != c) {
        budget.spend(i);
        return false;
      }
    }
    budget.spend(piece.length);
    return true;
  }

  private static int[] reversed(int[] characters) {
    int[] result = new int[characters.length];
    for (int i = 0; i < characters.length; i++) {
      result[i] = characters[characters.length - 1 - i];
    }
    return result;
  }
}
