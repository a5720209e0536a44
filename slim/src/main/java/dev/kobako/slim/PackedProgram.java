package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.time.Duration;

/**
 * What packing a program with UPX brought, measured.
 *
 * @param path the program
 * @param kept whether the packed form went into the result
 * @param verdict why, in words
 * @param plain the program as it was
 * @param packed the program as UPX made it
 */
public record PackedProgram(
    ImagePath path, boolean kept, String verdict, Measure plain, Measure packed) {
  /**
   * One form of a program.
   *
   * @param bytes on disk
   * @param compressedBytes of these bytes alone, compressed as the layer is
   * @param start the quickest of some runs of the test
   * @param peakMemory the largest resident set of the test, in bytes
   */
  public record Measure(long bytes, long compressedBytes, Duration start, long peakMemory) {}
}
