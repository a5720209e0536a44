package dev.kobako.build;

import java.time.Duration;

/** Is told how a build goes on; from several threads at once. */
public interface BuildEvents {
  /** Nobody listens. */
  BuildEvents NONE = new BuildEvents() {};

  /** A step starts to work; not called for cached ones. */
  default void started(Plan.Stage stage, int step) {}

  /**
   * Told of a step that has just {@linkplain #started started}, where the project was built before
   * and something about the step itself or its base is another now.
   *
   * @param why in a few words
   */
  default void changed(Plan.Stage stage, int step, String why) {}

  /** What the process of a RUN writes. */
  default void output(Plan.Stage stage, int step, byte[] bytes, boolean error) {}

  /** A step is done. */
  default void done(Plan.Stage stage, int step, Outcome outcome) {}

  /**
   * A step that {@linkplain #started started} can't be done, or is broken off because another one
   * can't.
   */
  default void failed(Plan.Stage stage, int step, RuntimeException why) {}

  /** Something that a person should know once. */
  default void note(String text) {}

  /**
   * How a step ended.
   *
   * @param cached whether it was taken from the cache
   * @param bytes of its layer's tar, 0 where it has none
   */
  record Outcome(boolean cached, Duration time, long bytes) {}
}
