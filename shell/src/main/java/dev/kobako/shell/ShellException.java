package dev.kobako.shell;

/**
 * A script can't be followed to its end: it is no script of the POSIX shell, or does more than is
 * looked at.
 */
public final class ShellException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * What was met.
   *
   * @param line of the script, from 1
   */
  public ShellException(int line, String fact) {
    super("line " + line + ": " + fact);
  }
}
