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

  /**
   * What part of an image it is, from 0 to 1: of its files or of its blobs, whichever is more.
   *
   * @param ofBytes of the image's files
   * @param ofCompressed bytes of its blobs
   */
  double part(long ofBytes, long ofCompressed) {
    return Math.max(of(bytes, ofBytes), of(compressed.orElse(0), ofCompressed));
  }

  private static double of(long some, long all) {
    return all == 0 ? 0 : (double) some / all;
  }
}
