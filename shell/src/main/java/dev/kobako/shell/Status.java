package dev.kobako.shell;

/** How a command ends, as far as that is known without running it. */
public enum Status {
  /** With 0. */
  SUCCESS,
  /** With any other number. */
  FAILURE,
  /** Only a run would tell. */
  UNKNOWN;

  /** Success where {@code true}, else failure. */
  public static Status of(boolean success) {
    return success ? SUCCESS : FAILURE;
  }

  Status negated() {
    return switch (this) {
      case SUCCESS -> FAILURE;
      case FAILURE -> SUCCESS;
      case UNKNOWN -> UNKNOWN;
    };
  }

  Status and(Status other) {
    if (this == FAILURE || other == FAILURE) {
      return FAILURE;
    }
    return this == SUCCESS && other == SUCCESS ? SUCCESS : UNKNOWN;
  }

  Status or(Status other) {
    return negated().and(other.negated()).negated();
  }
}
