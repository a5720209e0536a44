package dev.kobako.sandbox;

/**
 * Work that may wait while others work. What runs in a container meanwhile, and who answers it, is
 * waited for step by step and keeps no processor busy for long; what only computes, keeps all that
 * there are.
 */
public final class Background {
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  /** Of 20: an eighth of a processor that somebody else wants, all of one that nobody does. */
  private static final int NICE = 10;

  private Background() {}

  /**
   * Lets the calling thread give way to others from now on, and those that it starts. Where the
   * system refuses that, it goes on as before.
   */
  public static void enter() {
    try (LinuxCalls calls = new LinuxCalls()) {
      int _ = calls.call(Kernel.find("setpriority"), PRIO_PROCESS, CALLING_THREAD, NICE);
    }
  }
}
