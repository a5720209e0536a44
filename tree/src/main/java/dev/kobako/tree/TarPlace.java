package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/**
 * Where in a tar a message points.
 *
 * @param tar what the user knows the tar by
 * @param offset of a header, in bytes from the start
 */
record TarPlace(String tar, long offset) {
  private static final String REMEDY =
      "the tar is damaged or its maker is faulty: fetch or build it again";

  /** The failure that the tar is not what it should be. */
  KobakoException finding(String fact) {
    return finding(fact, REMEDY);
  }

  /** The same with a remedy of its own. */
  KobakoException finding(String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(this.toString(), fact, remedy));
  }

  @Override
  public String toString() {
    return tar + " at byte " + offset;
  }
}
