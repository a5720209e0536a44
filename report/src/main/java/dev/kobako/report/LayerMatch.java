package dev.kobako.report;

import dev.kobako.image.Digest;

/**
 * A layer of one of two images, or of both.
 *
 * @param where it is
 * @param number in the second image, or in the first one if only that has it; 0 for the lowest
 * @param diffId of its tar
 * @param instruction that made it, as the history says; empty where it says nothing
 * @param bytes of its files on disk
 * @param compressedBytes of the blob
 */
public record LayerMatch(
    Where where, int number, Digest diffId, String instruction, long bytes, long compressedBytes) {
  /** Which image has a layer. */
  public enum Where {
    /** Both, with the same files in it, be it packed in another way. */
    SHARED,
    /** The first one. */
    REMOVED,
    /** The second one. */
    ADDED
  }
}
