package dev.kobako.compare;

/** What came of a cell. A closed set: handle it with an exhaustive switch. */
public sealed interface Outcome {
  /** It was made, its check passed, and it was measured. */
  record Measured(Figures figures) implements Outcome {}

  /**
   * It could not be made, or does not work.
   *
   * @param phase in which that was seen, in a word or two: {@code build}, {@code check}
   * @param reason one line or more
   * @param passing whether the world outside was the reason, so that another try may do better
   */
  record Failed(String phase, String reason, boolean passing) implements Outcome {
    /** The first line of the reason. */
    public String brief() {
      return reason.lines().findFirst().orElse("");
    }
  }
}
