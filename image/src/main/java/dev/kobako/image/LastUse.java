package dev.kobako.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * When a file was last needed, kept as its time of change, so that others are removed before it.
 */
public final class LastUse {
  /** File times need not be exact, and writing them at each use would cost. */
  private static final Duration EXACTNESS = Duration.ofHours(1);

  private LastUse() {}

  /** Notes that a file was needed now. */
  public static void note(Path file) {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(EXACTNESS))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException _) {
      // A folder of somebody else can be read all the same.
    }
  }
}
