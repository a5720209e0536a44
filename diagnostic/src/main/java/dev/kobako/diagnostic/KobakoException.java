package dev.kobako.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is explained to the user. Everything else that escapes a command is a bug of ours
 * and is shown as an internal error.
 */
public final class KobakoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;
  private final Failure failure;

  private KobakoException(Failure failure, Diagnostic diagnostic, @Nullable Throwable cause) {
    super(diagnostic.render(), cause);
    this.diagnostic = diagnostic;
    this.failure = failure;
  }

  /** The input is not what was promised, or something that is needed is missing: exit code 1. */
  public static KobakoException finding(Diagnostic diagnostic) {
    return new KobakoException(Failure.FINDING, diagnostic, null);
  }

  /** The command was not understood: exit code 2. */
  public static KobakoException usage(Diagnostic diagnostic) {
    return new KobakoException(Failure.USAGE, diagnostic, null);
  }

  /** The outside world failed: exit code 3. */
  public static KobakoException outside(Diagnostic diagnostic, @Nullable Throwable cause) {
    return new KobakoException(Failure.OUTSIDE, diagnostic, cause);
  }

  /** What went wrong. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /** Whose fault it is. */
  public Failure failure() {
    return failure;
  }

  /**
   * The same for one more who asks, caused by this one: clean-up that meets it too can't suppress
   * an exception by itself.
   */
  public KobakoException again() {
    return new KobakoException(failure, diagnostic, this);
  }

  /**
   * What is thrown where the thread is asked to stop while it waits; it stays interrupted. Outside.
   *
   * @param place what it waited for
   */
  public static KobakoException interrupted(String place, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return outside(Diagnostic.of(place, "interrupted"), cause);
  }
}
