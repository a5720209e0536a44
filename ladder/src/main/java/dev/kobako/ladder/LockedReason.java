package dev.kobako.ladder;

import dev.kobako.slim.Guess;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.util.Optional;

/** A reason as a lock has it, in a line of its own: {@code [NEEDED by] /usr/bin/git}. */
final class LockedReason {
  private static final String GUESSED = " (guessed: ";

  private LockedReason() {}

  /** The line. */
  static String text(Reason reason) {
    return "["
        + LockText.written(reason.how()).replace("]", "\\x5d")
        + "]"
        + reason.by().map(path -> " " + LockText.written(path.toString())).orElse("")
        + reason.guess().map(guess -> GUESSED + guess.label() + ")").orElse("");
  }

  /**
   * Reads the line.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Reason read(String line) {
    int close = line.indexOf(']');
    if (!line.startsWith("[") || close < 2) {
      throw new IllegalArgumentException("no reason in brackets");
    }
    String how = LockText.read(line.substring(1, close));
    String rest = line.substring(close + 1);
    int guessed = rest.lastIndexOf(GUESSED);
    Optional<Guess> guess = Optional.empty();
    if (guessed >= 0 && rest.endsWith(")")) {
      guess = Guess.of(rest.substring(guessed + GUESSED.length(), rest.length() - 1));
      rest = guess.isPresent() ? rest.substring(0, guessed) : rest;
    }
    Optional<ImagePath> by =
        rest.isEmpty()
            ? Optional.empty()
            : Optional.of(ImagePath.of(LockText.read(rest.stripLeading())));
    return new Reason(by, how, guess);
  }
}
