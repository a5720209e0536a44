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
      for (String word : words(line, true)) {
        parse(word).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * Words with nothing set, found as a shell finds them; none where a quote or a substitution is
   * malformed. The escape character is always the backslash here, whatever a directive says.
   *
   * @param asWritten whether quotes and escapes stay
   */
  private static List<String> words(String text, boolean asWritten) {
    ShellLexer.Quotes quotes = asWritten ? ShellLexer.Quotes.KEPT : ShellLexer.Quotes.REMOVED;
    ShellLexer lexer = new ShellLexer(text, '\\', quotes, Expansion.Variables.NONE).keepingUnset();
    try {
      return asWritten ? lexer.keepingEscapes().words() : lexer.words();
    } catch (Expansion.IllegalExpansionException e) {
      return List.of();
    }
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
    List<String> words = words(rest, false);
    if (words.size() != 1) {
      return Optional.empty();
    }
    String name = words.getFirst();
    boolean quoted = quotes(rest) > quotes(name);
    return Optional.of(new HeredocOpening(name, !quoted, chomp, descriptor));
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

  private static long quotes(String text) {
    return text.chars().filter(c -> c == '\'' || c == '"').count();
  }
}
