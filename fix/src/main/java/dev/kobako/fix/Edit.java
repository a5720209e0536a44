package dev.kobako.fix;

import dev.kobako.dockerfile.Span;

/**
 * A part of a text and what stands there afterwards.
 *
 * @param span where; of no length for what is put in between
 * @param text what replaces it
 */
public record Edit(Span span, String text) {
  static Edit insert(int offset, String text) {
    return new Edit(new Span(offset, offset), text);
  }

  static Edit remove(int start, int end) {
    return new Edit(new Span(start, end), "");
  }

  /** Whether both can be made: they neither share a character nor stand at the same place. */
  boolean isApartFrom(Edit other) {
    return span.end() < other.span.start()
        || other.span.end() < span.start()
        || (span.end() == other.span.start() && span.end() > span.start())
        || (other.span.end() == span.start() && other.span.end() > other.span.start());
  }
}
