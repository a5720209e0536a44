package dev.kobako.compare;

/** A cell can't be made, or does not work. */
public final class CellFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String phase;
  private final boolean passing;

  /**
   * With the reason as its message.
   *
   * @param phase in which that was seen
   * @param passing whether the world outside was the reason
   */
  public CellFailure(String phase, String reason, boolean passing, Throwable cause) {
    super(reason, cause);
    this.phase = phase;
    this.passing = passing;
  }

  /** With the reason as its message, which stays. */
  public CellFailure(String phase, String reason) {
    super(reason);
    this.phase = phase;
    this.passing = false;
  }

  Outcome.Failed outcome() {
    return new Outcome.Failed(phase, String.valueOf(getMessage()), passing);
  }
}
