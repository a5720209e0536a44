package dev.kobako.packages;

import java.util.Arrays;
import java.util.Optional;

/**
 * Looks for Go's build information in a file while that passes, piece by piece. Needs the same
 * memory for a file of any size. For one thread.
 */
public final class GoSearch {
  private static final byte FIRST = (byte) 0xff;

  private final byte[] window = new byte[GoBuildInfo.LENGTH];
  private long position;
  private int filled;
  private Optional<NamedPackage> found = Optional.empty();

  /** Begins with another file. */
  public void reset() {
    position = 0;
    filled = 0;
    found = Optional.empty();
  }

  /** The next piece of the file. */
  public void take(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end && found.isEmpty()) {
      if (filled > 0) {
        at = fill(buffer, at, end);
      } else {
        at = next(buffer, at, end, offset);
        if (at < end) {
          window[0] = buffer[at];
          filled = 1;
          at++;
        }
      }
    }
    position += length;
  }

  /** Goes on with what began, until that is complete or turns out to be something else. */
  private int fill(byte[] buffer, int at, int end) {
    int count = Math.min(window.length - filled, end - at);
    System.arraycopy(buffer, at, window, filled, count);
    filled += count;
    if (!GoBuildInfo.beginsAt(window, 0, filled)) {
      filled = 0;
      return at; // only up to the length of the magic can it have been something else
    }
    if (filled == window.length) {
      found = GoBuildInfo.module(window);
      filled = 0;
    }
    return at + count;
  }

  /** The next place at which it may begin. */
  private int next(byte[] buffer, int at, int end, int offset) {
    long there = position + at - offset;
    int next = at + (int) (-there & (GoBuildInfo.ALIGNMENT - 1));
    while (next < end && (buffer[next] != FIRST || !GoBuildInfo.beginsAt(buffer, next, end))) {
      next += GoBuildInfo.ALIGNMENT;
    }
    return Math.min(next, end);
  }

  /** The main module, after the whole file has passed. */
  public Optional<NamedPackage> found() {
    if (found.isEmpty() && filled > 0) {
      found = GoBuildInfo.module(Arrays.copyOf(window, filled));
      filled = 0;
    }
    return found;
  }
}
