package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;

/**
 * A process in a container that is connected with kobako's own streams. Safe for use by several
 * threads.
 */
public interface AttachedProcess extends AutoCloseable {
  /**
   * Sends it a signal; nothing happens if it has ended.
   *
   * @param number as in signal(7)
   */
  void signal(int number);

  /**
   * Waits for its end.
   *
   * @throws KobakoException outside, where it could not be started
   */
  Ending await();

  /** Kills it if it still runs. */
  @Override
  void close();
}
