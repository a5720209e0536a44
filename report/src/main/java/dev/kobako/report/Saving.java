package dev.kobako.report;

import java.util.OptionalLong;

/**
 * How much smaller an image would be.
 *
 * @param bytes of files on disk
 * @param compressed of blobs, found by compressing the layers without those bytes; empty where
 *     nobody asked for it
 */
public record Saving(long bytes, OptionalLong compressed) {
  public Saving {
    if (bytes < 0) {
      throw new IllegalArgumentException("a saving of " + bytes + " bytes");
    }
  }
}
