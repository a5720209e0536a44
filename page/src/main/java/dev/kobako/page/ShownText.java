package dev.kobako.page;

import dev.kobako.tree.Printable;

/** Texts of others as a page shows them: nothing in them is invisible or turns what follows. */
final class ShownText {
  private ShownText() {}

  /** The text with every character escaped that has no look of its own. */
  static String of(String text) {
    String printable = Printable.escape(text);
    StringBuilder shown = new StringBuilder(printable.length());
    printable
        .codePoints()
        .forEach(c -> {
          switch (Character.getType(c)) {
            // Marks of direction, joiners, tags; what nobody has given a look yet.
            case Character.FORMAT, Character.PRIVATE_USE, Character.UNASSIGNED ->
                shown.append(String.format(c > 0xFFFF ? "\\U%06x" : "\\u%04x", c));
            default -> shown.appendCodePoint(c);
          }
        });
    return shown.toString();
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
