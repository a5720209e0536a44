package dev.kobako.packages;

import java.io.IOException;

/** A file in which rpm stores the headers of installed packages, each under a number. */
interface StoredHeaders {
  /** Gets one header after the other. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes a header.
     *
     * @param number of the package, above 0
     * @param header its bytes, the sink's own from now on
     */
    void take(int number, byte[] header) throws IOException;
  }

  /**
   * Hands out all headers, in the order in which they lie there.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, for what rpm has not written
   */
  void forEach(Sink sink) throws IOException;

  /** The file with fewer packages; the same of the same. */
  byte[] reduced(RpmReduction reduction) throws IOException;
}
