package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;

/**
 * Where an instruction is, for messages.
 *
 * @param source the Dockerfile, or the text of a trigger
 */
record Site(SourceText source, Statement statement) {
  /** A fault of the whole instruction. */
  KobakoException error(String fact, String remedy) {
    return source.error(statement.span(), fact, remedy);
  }

  /** A fault of a part of the instruction. */
  KobakoException error(Span span, String fact, String remedy) {
    return source.error(span, fact, remedy);
  }

  /** The place of an argument; the whole instruction where it can't be told. */
  Span of(String argument) {
    int index = statement.arguments().indexOf(argument);
    return index >= 0 ? statement.argumentSpans().get(index) : statement.span();
  }

  /** A failure with another cause, such as an image that isn't there, at this place. */
  KobakoException located(Span span, KobakoException cause) {
    return located(span, cause, cause.diagnostic().remedy().orElse("change the Dockerfile"));
  }

  /** The same with a remedy that knows more. */
  KobakoException located(Span span, KobakoException cause, String remedy) {
    Diagnostic seen = cause.diagnostic();
    KobakoException here = source.error(span, seen.place() + ": " + seen.fact(), remedy);
    return cause.failure() == Failure.OUTSIDE
        ? KobakoException.outside(here.diagnostic(), cause)
        : here;
  }
}
