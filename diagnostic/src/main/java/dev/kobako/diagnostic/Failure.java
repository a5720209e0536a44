package dev.kobako.diagnostic;

/** Whose fault a failure is, which decides the exit code of the command. */
public enum Failure {
  /** A finding: the input is not what was promised, a check failed, something is missing. */
  FINDING(1),
  /** The command was not understood or contradicts itself. */
  USAGE(2),
  /** The outside world failed: network, registry, disk, a helper program. */
  OUTSIDE(3);

  private final int exitCode;

  Failure(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a command that ends with this failure. */
  public int exitCode() {
    return exitCode;
  }
}
