package dev.kobako.image;

/** Where the manifests and blobs of one place are found by their descriptors. */
public interface BlobSource {
  /**
   * The bytes of a manifest or index, checked against digest and size; at most {@value
   * Json#MAX_MANIFEST_BYTES}.
   *
   * @throws dev.kobako.diagnostic.KobakoException where it is missing, damaged or out of reach
   */
  byte[] manifest(Descriptor descriptor);

  /** A blob; may go to the network when it is opened. */
  Content blob(Descriptor descriptor);
}
