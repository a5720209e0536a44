package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.Locale;

/**
 * The errors of one statement, with carets under what is meant.
 *
 * @param source that its spans are of
 */
record StatementFaults(SourceText source, Statement statement) {
  /** Its keyword as messages have it. */
  String keyword() {
    return statement.keyword().toUpperCase(Locale.ROOT);
  }

  /** At the keyword: something is missing, or it has no place here. */
  KobakoException atKeyword(String fact, String remedy) {
    return source.error(keywordSpan(), fact, remedy);
  }

  /** Where the keyword is. */
  Span keywordSpan() {
    Span span = statement.span();
    int end = span.start() + statement.keyword().length();
    return new Span(span.start(), Math.min(end, span.end()));
  }

  /** At an argument. */
  KobakoException atArgument(int index, String fact, String remedy) {
    return source.error(statement.argumentSpans().get(index), fact, remedy);
  }

  /** At all arguments from one on. */
  KobakoException fromArgument(int index, String fact, String remedy) {
    Span span = statement.argumentSpans().get(index).to(statement.argumentSpans().getLast());
    return source.error(span, fact, remedy);
  }

  /** At a flag. */
  KobakoException atFlag(Flag flag, String fact, String remedy) {
    return source.error(flag.span(), fact, remedy);
  }
}
