package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.Optional;

/**
 * Why a path is kept: one link of the chain that ends at the user's own words.
 *
 * @param by the kept path that needs it; empty where the user asked for it
 * @param how what the need is, in words that go on from the path: "NEEDED by", "interpreter of"
 * @param guess the name of the knowledge that says so, where nothing in the file itself proves the
 *     need; the user can refuse it by that name
 */
public record Reason(Optional<ImagePath> by, String how, Optional<Guess> guess) {
  /** The need of a directory that is kept for what is in it. */
  static final String HOLDS = "holds";

  /** The user's own words, such as an argument of the command. */
  public static Reason asked(String words) {
    return new Reason(Optional.empty(), words, Optional.empty());
  }

  /** A need that the file {@code by} itself proves. */
  public static Reason needed(ImagePath by, String how) {
    return new Reason(Optional.of(by), how, Optional.empty());
  }

  /** A need that follows from knowledge about what {@code by} calls. */
  public static Reason guessed(ImagePath by, String how, Guess guess) {
    return new Reason(Optional.of(by), how, Optional.of(guess));
  }

  /** Whether it is the need of a directory that is kept for nothing but what is in it. */
  public boolean isToHold() {
    return how.equals(HOLDS);
  }

  /** Whether an ELF file names it as a library that it can't be started without. */
  boolean isOfLoader() {
    return how.startsWith("NEEDED ");
  }

  /** The same need in other words, as certain as this one. */
  public Reason as(String otherHow) {
    return new Reason(by, otherHow, guess);
  }

  /** One line without the path itself: {@code NEEDED by /usr/bin/git}. */
  public String text() {
    return how
        + by.map(path -> " " + path).orElse("")
        + guess.map(name -> " (guessed: " + name.label() + ")").orElse("");
  }
}
