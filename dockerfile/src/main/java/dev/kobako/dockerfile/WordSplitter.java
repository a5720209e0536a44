package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into words while it is made. Words that are empty, even quoted ones, vanish. */
final class WordSplitter {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();

  /** Goes on with a text whose spaces end words. */
  void split(String text) {
    for (int i = 0; i < text.length(); i++) {
      split(text.charAt(i));
    }
  }

  /** Goes on with a character, which ends a word if it is a space. */
  void split(int c) {
    if (Character.isBmpCodePoint(c) && Blanks.isBlank((char) c)) {
      end();
    } else {
      word.appendCodePoint(c);
    }
  }

  /** Goes on with a text whose spaces end no word. */
  void keep(String text) {
    word.append(text);
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
