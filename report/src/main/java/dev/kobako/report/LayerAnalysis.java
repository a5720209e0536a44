package dev.kobako.report;

import dev.kobako.image.Digest;

/**
 * One layer.
 *
 * @param number 0 for the lowest
 * @param digest of the blob
 * @param instruction that made it, as the image's history says, without secrets; empty where it
 *     says nothing
 * @param bytes of its files on disk
 * @param compressedBytes of the blob as it is stored
 * @param isCompressed whether the blob is; else it is the tar itself
 * @param changes what it does to the tree below
 * @param hiddenBytes how many of its bytes nobody can see in the end
 * @param causedWaste how many bytes, its own or of layers below, it has hidden
 */
public record LayerAnalysis(
    int number,
    Digest digest,
    String instruction,
    long bytes,
    long compressedBytes,
    boolean isCompressed,
    Changes changes,
    long hiddenBytes,
    long causedWaste) {
  /** An instruction as a Dockerfile has it, with the same in the place of secrets as here. */
  public static String withoutSecrets(String instruction) {
    return SecretSearch.masked(instruction);
  }

  /**
   * How many entries a layer touches, directories included.
   *
   * @param added where there was nothing
   * @param changed where there was something, be it the same
   * @param deleted which were there before
   */
  public record Changes(long added, long changed, long deleted) {}
}
