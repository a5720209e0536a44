package dev.kobako.page;

import dev.kobako.tree.Printable;

/** Texts of others as a page shows them: nothing in them is invisible or turns what follows. */
final class ShownText {
  private ShownText() {}

  /** The text with every character escaped that has no look of its own. */
  static String of(String text) {
    return Printable.escape(text);
  }

  /** The same on one line and no longer than so many characters, cut at its end. */
  static String cut(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    if (line.length() <= most) {
      return of(line);
    }
    int end = Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most;
    return of(line.substring(0, end)) + "…";
  }
}
