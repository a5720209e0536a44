package dev.kobako.sandbox;

/** How a command ended. A closed set: handle it with an exhaustive switch. */
public sealed interface Ending {
  /**
   * By itself.
   *
   * @param code 0 to 255; 127 and 126 also where the program was not found or could not be started,
   *     as shells have it
   */
  record Exited(int code) implements Ending {}

  /**
   * By a signal.
   *
   * @param number as in signal(7)
   */
  record Signalled(int number) implements Ending {}

  /** Killed, with all its descendants, since its time was over. */
  record TimedOut() implements Ending {}

  /** What wait(2) tells, by its macros WIFEXITED, WEXITSTATUS and WTERMSIG. */
  static Ending ofStatus(int status) {
    int signal = status & 0x7F;
    return signal == 0 ? new Exited((status >> 8) & 0xFF) : new Signalled(signal);
  }
}
