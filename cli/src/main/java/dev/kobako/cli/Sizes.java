package dev.kobako.cli;

import java.time.Duration;

/** Numbers for people: MB are 10^6 bytes, as on the labels of disks and in registries. */
final class Sizes {
  private static final int COLUMN = 12;

  private Sizes() {}

  static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 1_000_000) {
      return tenths(bytes, 1000) + " kB";
    }
    return bytes < 1_000_000_000
        ? tenths(bytes, 1_000_000) + " MB"
        : tenths(bytes, 1_000_000_000) + " GB";
  }

  private static String tenths(long bytes, long unit) {
    long tenths = (bytes * 10 + unit / 2) / unit;
    return tenths / 10 + "." + tenths % 10;
  }

  /** Bytes a second. */
  static String rate(long bytes, Duration time) {
    long millis = Math.max(1, time.toMillis());
    return text((long) (bytes * 1000.0 / millis)) + "/s";
  }

  static String right(long bytes) {
    String text = text(bytes);
    return " ".repeat(Math.max(0, COLUMN - text.length())) + text;
  }

  static String left(String text) {
    return text + " ".repeat(Math.max(1, COLUMN - text.length()));
  }

  static String seconds(Duration time) {
    long hundredths = (time.toMillis() + 5) / 10;
    return hundredths / 100 + "." + hundredths % 100 / 10 + hundredths % 10 + " s";
  }
}
