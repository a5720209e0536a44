package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits an instruction into keyword, flags and arguments, by the rules of its keyword. */
final class StatementReader {
  /** ONBUILD in ONBUILD is refused later; here it only must not be endless. */
  private static final int DEEPEST = 50;

  private final SourceText source;
  private final char escape;
  private final LogicalLine line;
  private final String text;

  StatementReader(SourceText source, char escape, LogicalLine line) {
    this.source = source;
    this.escape = escape;
    this.line = line;
    this.text = line.text();
  }

  /**
   * Reads the whole line.
   *
   * @param span of the instruction as far as it is known
   */
  Statement read(Span span, List<String> comments) {
    return read(0, text.length(), span, comments, 0);
  }

  private Statement read(int first, int last, Span span, List<String> comments, int depth) {
    int start = Blanks.skip(text, first, last);
    int end = Blanks.trimEnd(text, start, last);
    int keywordEnd = Blanks.endOfWord(text, start, end);
    String keyword = lowerCase(text.substring(start, keywordEnd));
    List<Piece> flags = new ArrayList<>();
    int rest = new FlagReader(text, escape).read(keywordEnd, end, flags);
    int from = Blanks.skip(text, rest, end);
    List<Piece> arguments = List.of();
    Statement trigger = null;
    boolean json = false;
    Optional<Keyword> kind = Keyword.of(keyword);
    if (kind.isEmpty()) {
      arguments = List.of(new Piece("", from, end)); // BuildKit keeps nothing of an unknown one
    } else if (kind.get() == Keyword.ONBUILD) {
      trigger = from == end ? null : trigger(from, end, depth);
    } else {
      ArgumentReader reader = new ArgumentReader(text, escape, this::error);
      arguments = reader.read(kind.get(), from, end);
      json = reader.wasJson();
    }
    return new Statement(
        keyword,
        texts(flags),
        texts(arguments),
        json,
        Optional.ofNullable(trigger),
        List.of(),
        text.substring(first, last),
        span,
        spans(flags),
        spans(arguments),
        comments);
  }

  private @Nullable Statement trigger(int from, int end, int depth) {
    if (depth == DEEPEST) {
      throw error(from, end, "ONBUILD is nested too deeply", "give ONBUILD a single instruction");
    }
    return read(from, end, line.span(from, end), List.of(), depth + 1);
  }

  private KobakoException error(int start, int end, String fact, String remedy) {
    return source.error(line.span(start, end), fact, remedy);
  }

  private static List<String> texts(List<Piece> pieces) {
    return pieces.isEmpty() ? List.of() : pieces.stream().map(Piece::text).toList();
  }

  private List<Span> spans(List<Piece> pieces) {
    return pieces.isEmpty()
        ? List.of()
        : pieces.stream().map(piece -> line.span(piece.start(), piece.end())).toList();
  }

  /** As Go does it: character by character, whatever the language. */
  private static String lowerCase(String keyword) {
    StringBuilder lower = new StringBuilder(keyword.length());
    keyword.codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
    return lower.toString();
  }
}
