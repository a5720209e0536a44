package dev.kobako.dockerfile;

/**
 * Something that is no error and that a Dockerfile had better not do: one of the checks that
 * BuildKit makes in each build. One a class, called as the check is.
 */
public interface BuildCheck {
  /** Takes in what a check finds. */
  @FunctionalInterface
  interface Findings {
    /**
     * Something was found.
     *
     * @param text a sentence without full stop
     */
    void add(Statement statement, String text);
  }

  /** What {@code # check=skip=} calls it. */
  String name();

  /** Whether it is made only where {@code # check=experimental=} says so. */
  default boolean isExperimental() {
    return false;
  }

  /** Looks at all of a Dockerfile. */
  void check(CheckedFile file, Findings findings);
}
