package dev.kobako.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A container that {@link Containers#start} started; it ends at the latest with kobako. Safe for
 * use by several threads.
 */
public interface StartedContainer extends AutoCloseable {
  /**
   * Waits until its first process has been started, for 20 seconds at most.
   *
   * @return whether it was, and has not ended yet
   */
  boolean starts();

  /**
   * Starts a further process in it, watched as the container is. Waits until the first process has
   * been started, as {@link #starts} does.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the container has ended, or its
   *     first process was not started in that time
   */
  AttachedProcess exec(ContainerProcess process, Streams streams);

  /**
   * Sends its first process a signal, once that has been started; nothing happens if it has ended,
   * or does not {@linkplain #starts start}. As in every container, a signal that it has no handler
   * for does not end it, unless that is KILL.
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

  /**
   * Whether its first process has no children and does nothing for so long, which this waits for;
   * returns at once where it ends meanwhile.
   */
  boolean rests(Duration span);

  /** Whether something listens on that TCP port in its network, which may be the host's. */
  boolean listens(int port);

  /**
   * The TCP ports on which something listens in its network, which may be the host's; none where it
   * does not run.
   */
  SortedSet<Integer> listening();

  /**
   * The memory that its processes hold that run now, in bytes: the largest resident set that each
   * has had, all together. What they share counts for each; 0 where none runs.
   */
  long peakMemory();

  /**
   * Whether it has changed anything in a folder of its own root, or the folder itself; not what is
   * mounted there. False too where that is kept from us.
   *
   * @param folder absolute, without links
   */
  boolean hasChanged(String folder);

  /**
   * How it ended, waiting at most so long; empty where it still runs. By then all that it asked has
   * been told to who watches.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where it could not be set up, or not be
   *     watched
   */
  Optional<Ending> await(Duration patience);

  /**
   * Once it has ended: starts it again over what it has changed, as {@code docker start} does.
   *
   * @return a container of its own; this one must not be closed before that
   * @throws dev.kobako.diagnostic.KobakoException a finding, where it still runs
   */
  StartedContainer again(Streams streams);

  /** Kills all of its processes where they still run, waits for that and removes its folder. */
  @Override
  void close();
}
