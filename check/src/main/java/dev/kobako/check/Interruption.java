package dev.kobako.check;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/** The end of a trial that somebody asks for by interrupting its thread. */
final class Interruption {
  private Interruption() {}

  /** What is thrown; the thread stays interrupted. */
  static KobakoException met(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return KobakoException.outside(Diagnostic.of("trial", "interrupted"), cause);
  }
}
