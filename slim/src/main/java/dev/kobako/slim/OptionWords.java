package dev.kobako.slim;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a variable or file with options, such as {@code JDK_JAVA_OPTIONS} and {@code
 * NODE_OPTIONS}: parted by white space, which quotes of both kinds keep together.
 */
final class OptionWords {
  private OptionWords() {}

  /** The words, without their quotes. */
  static List<String> of(String text) {
    return split(text, false);
  }

  /** The words of a file: {@code #} begins a comment, a backslash takes what follows as it is. */
  static List<String> ofFile(String text) {
    return split(text, true);
  }

  private static List<String> split(String text, boolean isFile) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
      } else if (quote == 0 && isFile && c == '#') {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end - 1;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        begun = true;
      } else if (c == quote) {
        quote = 0;
      } else {
        begun = true;
        if (isFile && quote != 0 && c == '\\' && i + 1 < text.length()) {
          i++;
        }
        word.append(text.charAt(i));
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
