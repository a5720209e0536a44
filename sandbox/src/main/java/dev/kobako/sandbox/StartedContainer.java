package dev.kobako.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * A container that {@link Containers#start} started; it ends at the latest with kobako. Safe for
 * use by several threads.
 */
public interface StartedContainer extends AutoCloseable {
  /** Starts a further process in it, watched as the container is. */
  AttachedProcess exec(ContainerProcess process, Streams streams);

  /**
   * Sends its first process a signal; nothing happens if it has ended.
   *
   * @param number as in signal(7)
   */
  void signal(int number);

  /**
   * Whether its first process does anything about a signal. The kernel drops one for which it has
   * neither a handler nor a place to wait (pid_namespaces(7)), as most programs have none; so there
   * is no use in waiting for what it does. KILL is always heeded.
   *
   * @param number as in signal(7)
   */
  boolean heeds(int number);

  /** How it ended, waiting at most so long; empty where it still runs. */
  Optional<Ending> await(Duration patience);

  /**
   * Once it has ended: starts it again over what it has changed, as {@code docker start} does.
   *
   * @return a container of its own; this one must not be closed before that
   */
  StartedContainer again(Streams streams);

  /** Kills all of its processes where they still run, waits for that and removes its folder. */
  @Override
  void close();
}
