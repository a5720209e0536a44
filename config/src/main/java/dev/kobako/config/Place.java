package dev.kobako.config;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/**
 * Where something stands in a file that a user wrote.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(String file, int line, int column) {
  public Place {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line " + line + ", column " + column);
    }
  }

  /** What is wrong here, and what can be done about it. */
  public KobakoException finding(String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(toString(), fact, remedy));
  }

  /** {@code file:line:column}, which editors jump to. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
