package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into words while it is made. Words that are empty, even quoted ones, vanish. */
final class WordSplitter {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();

  /**
   * Goes on with a piece.
   *
   * @param literally whether spaces in it don't end a word
   */
  void add(String piece, boolean literally) {
    if (literally) {
      word.append(piece);
      return;
    }
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (Blanks.isBlank(c)) {
        end();
      } else {
        word.append(c);
      }
    }
  }

  /** All words; the last one ends here. */
  List<String> words() {
    end();
    return List.copyOf(words);
  }

  private void end() {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
