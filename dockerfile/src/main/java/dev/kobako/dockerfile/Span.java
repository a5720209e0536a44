package dev.kobako.dockerfile;

/**
 * A part of a {@link SourceText}.
 *
 * @param start offset of its first character, in UTF-16 units
 * @param end offset after its last one
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no span: " + start + " to " + end);
    }
  }

  /** The smallest span that holds both. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}
