package dev.kobako.ladder;

import java.time.Duration;

/** Follows a reduction; called by one thread at a time. */
public interface SlimProgress {
  /** Nobody looks. */
  SlimProgress NONE =
      new SlimProgress() {
        @Override
        public void begin(Phase phase) {}

        @Override
        public void end(Phase phase, Duration time) {}

        @Override
        public void note(String text) {}
      };

  /** A phase begins; verification does so once more after each repair. */
  void begin(Phase phase);

  /** It has ended. */
  void end(Phase phase, Duration time);

  /** Something that people should know; one line. */
  void note(String text);

  /**
   * The search of level proven has come so far.
   *
   * @param left of its budget
   */
  default void searched(Proof soFar, Duration left) {}
}
