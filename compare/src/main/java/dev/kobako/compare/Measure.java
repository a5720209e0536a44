package dev.kobako.compare;

import java.util.Arrays;
import java.util.Optional;

/** Something that is measured of a cell, as a whole number of its unit. */
public enum Measure {
  /** The files of the image, unpacked, in bytes. */
  DISK("disk", "on disk", Unit.BYTES),
  /** What a registry sends of the image, in bytes. */
  PULL("pull", "compressed", Unit.BYTES),
  /** A build in which every step runs, in nanoseconds. */
  BUILD("build", "build", Unit.NANOSECONDS),
  /** The build after one change, in nanoseconds. */
  REBUILD("rebuild", "after a change", Unit.NANOSECONDS),
  /** The quickest of some starts, in nanoseconds. */
  START("start", "start-up", Unit.NANOSECONDS),
  /** The most resident memory of a run, in bytes. */
  MEMORY("memory", "peak memory", Unit.BYTES);

  /** What the numbers count. */
  public enum Unit {
    /** Bytes. */
    BYTES("bytes"),
    /** Nanoseconds; told in seconds. */
    NANOSECONDS("seconds");

    private final String word;

    Unit(String word) {
      this.word = word;
    }

    /** As formats for programs have it: {@code bytes}, {@code seconds}. */
    public String word() {
      return word;
    }
  }

  private final String word;
  private final String title;
  private final Unit unit;

  Measure(String word, String title, Unit unit) {
    this.word = word;
    this.title = title;
    this.unit = unit;
  }

  /** As users write it. */
  public String word() {
    return word;
  }

  /** The head of its column. */
  public String title() {
    return title;
  }

  /** What its numbers count. */
  public Unit unit() {
    return unit;
  }

  /** A number of it, for people. */
  public String text(long number) {
    return switch (unit) {
      case BYTES -> Quantity.bytes(number);
      case NANOSECONDS -> Quantity.time(number);
    };
  }

  /** The one that is written so. */
  public static Optional<Measure> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
