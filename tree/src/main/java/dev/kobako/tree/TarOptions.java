package dev.kobako.tree;

import java.time.Instant;

/**
 * How a tar is written.
 *
 * @param times what becomes of the entries' times
 * @param wholeSeconds whether fractions of a second go, towards the past; each would cost two
 *     blocks, 1024 bytes before compression
 */
public record TarOptions(Times times, boolean wholeSeconds) {
  /** What becomes of the entries' times. */
  public sealed interface Times {
    /** They stay. */
    record Keep() implements Times {}

    /** Later ones become {@code latest}: what SOURCE_DATE_EPOCH asks for. */
    record ClampTo(Instant latest) implements Times {}

    /** All become {@code instant}. */
    record Fixed(Instant instant) implements Times {}
  }

  /** Every time as it is, to the nanosecond. */
  public static TarOptions keepTimes() {
    return new TarOptions(new Times.Keep(), false);
  }

  /** No time after {@code latest}. */
  public static TarOptions clampTo(Instant latest) {
    return new TarOptions(new Times.ClampTo(latest), false);
  }

  /** One time for all. */
  public static TarOptions fixed(Instant instant) {
    return new TarOptions(new Times.Fixed(instant), false);
  }

  /** The same without fractions of a second. */
  public TarOptions inWholeSeconds() {
    return new TarOptions(times, true);
  }

  /** The time that is written for an entry that has {@code mtime}. */
  Instant written(Instant mtime) {
    Instant chosen =
        switch (times) {
          case Times.Keep() -> mtime;
          case Times.ClampTo(Instant latest) -> mtime.isAfter(latest) ? latest : mtime;
          case Times.Fixed(Instant instant) -> instant;
        };
    return wholeSeconds ? Instant.ofEpochSecond(chosen.getEpochSecond()) : chosen;
  }
}
