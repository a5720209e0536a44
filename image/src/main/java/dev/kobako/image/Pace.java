package dev.kobako.image;

/**
 * How work that is done ahead goes: on one processor, which leaves the others to what it is to be
 * ready for, until somebody waits for it. Safe for use by many threads.
 *
 * <p>The priority of threads would not do: systems that schedule by session (the autogroups of
 * sched(7)) give that session its share of all processors however low those of its threads are.
 */
public final class Pace {
  private volatile boolean hurried;

  /** Calm. */
  public Pace() {}

  /** From now on all processors may be used. */
  public void hurry() {
    hurried = true;
  }

  /** Whether nobody waits yet. */
  boolean isCalm() {
    return !hurried;
  }
}
