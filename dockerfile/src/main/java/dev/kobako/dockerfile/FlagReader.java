package dev.kobako.dockerfile;

import java.util.List;

/** Takes the words that begin with two hyphens off the front of an instruction's arguments. */
final class FlagReader {
  private final String text;
  private final char escape;

  FlagReader(String text, char escape) {
    this.text = text;
    this.escape = escape;
  }

  /** Reads flags from {@code from} on; where they end. A bare {@code --} ends them. */
  int read(int from, int end, List<Piece> flags) {
    int at = Blanks.skipAscii(text, from, end);
    while (text.startsWith("--", at) && at + 1 < end) {
      StringBuilder word = new StringBuilder();
      int stop = word(at, end, word);
      if (word.toString().equals("--")) {
        return stop;
      }
      flags.add(new Piece(word.toString(), at, stop));
      at = Blanks.skipAscii(text, stop, end);
    }
    return at;
  }

  /** Appends a word without its quotes and escapes; where it ends. */
  private int word(int from, int end, StringBuilder word) {
    char quote = 0;
    int at = from;
    while (at < end && (quote != 0 || !Blanks.isAsciiBlank(text.charAt(at)))) {
      char c = text.charAt(at++);
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c != escape) {
        word.append(c);
      } else if (at < end) {
        word.append(text.charAt(at++));
      }
    }
    return at;
  }
}
