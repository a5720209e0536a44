package dev.kobako.cli;

import java.util.function.IntConsumer;

/**
 * Signals that kobako gets. Java has no other way to them: {@code sun.misc.Signal} is in {@code
 * jdk.unsupported}, which exports it for that reason, and the compiler warns of it all the same.
 */
final class Signals {
  private Signals() {}

  /**
   * Lets a handler have a signal from now on, in place of ending the JVM.
   *
   * @param name as in {@code TERM}
   * @param handler gets its number, on a thread of the JVM
   * @return whether the JVM gives it away
   */
  @SuppressWarnings("sunapi")
  static boolean handle(String name, IntConsumer handler) {
    try {
      sun.misc.SignalHandler _ =
          sun.misc.Signal.handle(
              new sun.misc.Signal(name), signal -> handler.accept(signal.getNumber()));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
