package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.jr.ob.JSON;

/** Command lines as people write them in one argument: a JSON array, or words with quotes. */
final class Words {
  private Words() {}

  static List<String> parse(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("[")) {
      return json(stripped);
    }
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        if (c == '\\' && i + 1 < stripped.length()) {
          c = stripped.charAt(++i);
        }
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw KobakoException.usage(
          Diagnostic.of(text, "a quote is not closed", "close it, or write a JSON array"));
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  private static List<String> json(String text) {
    try {
      List<String> words = new ArrayList<>();
      for (Object word : JSON.std.listFrom(text)) {
        if (!(word instanceof String string)) {
          throw new IOException("not a text: " + word);
        }
        words.add(string);
      }
      return words;
    } catch (IOException | RuntimeException e) {
      throw KobakoException.usage(
          Diagnostic.of(
              text, "is not a JSON array of texts", "write it as [\"program\", \"argument\"]"));
    }
  }
}
