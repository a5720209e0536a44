package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import java.util.Optional;

/**
 * Where an instruction is, for messages.
 *
 * @param from the FROM that brought the instruction, where it is a trigger of a base image and has
 *     no place in the Dockerfile itself
 */
record Site(SourceText source, Statement statement, Optional<Span> from) {
  /** A fault of the whole instruction. */
  KobakoException error(String fact, String remedy) {
    return error(statement.span(), fact, remedy);
  }

  /** A fault of a part of the instruction. */
  KobakoException error(Span span, String fact, String remedy) {
    return from.isPresent()
        ? source.error(from.get(), "trigger '" + statement.original() + "': " + fact, remedy)
        : source.error(span, fact, remedy);
  }

  /** Where messages about a flag point. */
  Span of(Span part) {
    return from.orElse(part);
  }

  /** The place of an argument; the whole instruction where it can't be told. */
  Span of(String argument) {
    int index = statement.arguments().indexOf(argument);
    return index >= 0 && index < statement.argumentSpans().size()
        ? statement.argumentSpans().get(index)
        : statement.span();
  }

  /** A failure with another cause, such as an image that isn't there, at this place. */
  KobakoException located(Span span, KobakoException cause) {
    Diagnostic seen = cause.diagnostic();
    KobakoException here =
        error(
            span,
            seen.place() + ": " + seen.fact(),
            seen.remedy().orElse("change the Dockerfile"));
    return cause.failure() == Failure.OUTSIDE
        ? KobakoException.outside(here.diagnostic(), cause)
        : here;
  }
}
