package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;

/**
 * The text of a Dockerfile and what messages call it. Never changed by reading: printing it back
 * gives the bytes that were read.
 *
 * @param place its path as the user named it
 * @param text decoded; a byte order mark and line ends as they were
 */
public record SourceText(String place, String text) {
  /**
   * Decodes a file.
   *
   * @throws KobakoException a finding, where the bytes are no UTF-8 or more than a Dockerfile may
   *     have
   */
  public static SourceText of(String place, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /** The number of the line that holds an offset, from 1 on. */
  public int line(int offset) {
    throw new UnsupportedOperationException();
  }

  /**
   * An error in the Dockerfile (exit code 1): the place with its line number, what is wrong, then
   * the line with a caret under the span, then the remedy.
   */
  public KobakoException error(Span span, String fact, String remedy) {
    throw new UnsupportedOperationException();
  }
}
