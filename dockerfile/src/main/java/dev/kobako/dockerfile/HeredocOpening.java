package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A word that announces a here-document, like {@code 3<<-"EOF"}.
 *
 * @param name without quotes and escapes
 * @param expand whether nothing of the name was quoted
 */
record HeredocOpening(String name, boolean expand, boolean chomp, int descriptor) {
  /** The words of an instruction that announce here-documents, in their order. */
  static List<HeredocOpening> allOf(String line) {
    List<HeredocOpening> found = new ArrayList<>();
    if (line.contains("<<")) {
      for (String word : RawWords.of(line)) {
        parse(word).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Reads a word; nothing, where it announces no here-document. */
  static Optional<HeredocOpening> parse(String word) {
    int at = 0;
    while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
      at++;
    }
    if (!word.startsWith("<<", at)) {
      return Optional.empty();
    }
    int descriptor = descriptor(word.substring(0, at));
    at += 2;
    boolean chomp = word.startsWith("-", at);
    at = Blanks.skipAscii(word, chomp ? at + 1 : at, word.length());
    String rest = word.substring(at);
    if (rest.indexOf('<') >= 0) {
      return Optional.empty(); // <<< is a here-string
    }
    StringBuilder name = new StringBuilder();
    boolean quoted = unquote(rest, name);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new HeredocOpening(name.toString(), !quoted, chomp, descriptor));
  }

  /** The here-document with its lines. */
  Heredoc with(String written) {
    return new Heredoc(name, written, expand, chomp, descriptor);
  }

  private static int descriptor(String digits) {
    try {
      return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      return Integer.MAX_VALUE;
    }
  }

  /** Appends the word without quotes and escapes; whether it had quotes. */
  private static boolean unquote(String word, StringBuilder out) {
    boolean quoted = false;
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        quoted = true;
      } else if (c == '\\' && quote != '\'') {
        if (i + 1 < word.length() && (quote == 0 || "\"$\\".indexOf(word.charAt(i + 1)) >= 0)) {
          out.append(word.charAt(++i));
        } else if (quote != 0) {
          out.append(c);
        }
      } else {
        out.append(c);
      }
    }
    return quoted;
  }
}
