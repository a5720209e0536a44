package dev.kobako.toolbox;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kobako.diagnostic.KobakoException;

/** The whole text of a failure. */
final class Thrown {
  private Thrown() {}

  static String by(Runnable work) {
    KobakoException thrown = catchThrowableOfType(KobakoException.class, work::run);
    return thrown == null ? "nothing" : thrown.failure() + "\n" + thrown.diagnostic().render();
  }
}
