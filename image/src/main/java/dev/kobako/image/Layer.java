package dev.kobako.image;

import java.io.IOException;
import java.io.InputStream;

/** One layer of an image: a tar of changes to the tree below, packed into a blob. */
public interface Layer {
  /** Media type, digest and size of the blob; costs nothing. */
  Descriptor descriptor();

  /** The digest of the tar, uncompressed; costs nothing. */
  Digest diffId();

  /** The blob as it is stored, not checked; may go to the network when it is opened. */
  Content blob();

  /** How the blob is packed, by its media type; costs nothing. */
  Compression compression();

  /**
   * Whether the blob lies on this machine and is the tar itself by what descriptor and
   * configuration say, which only who {@link #open opens} it checks; costs nothing.
   */
  default boolean isTarHere() {
    return !blob().isRemote() && descriptor().digest().equals(diffId());
  }

  /**
   * The tar, decompressed and checked against the blob's digest and size and against the diff id.
   * What does not match, or is no valid compression, throws a {@link
   * dev.kobako.diagnostic.KobakoException} while reading, at the latest where the end would be
   * reported. The caller closes the stream.
   */
  InputStream open() throws IOException;

  /**
   * A layer from its parts.
   *
   * @param blob not looked at before it is opened
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the descriptor's media type is
   *     no layer's
   */
  static Layer of(Descriptor descriptor, Digest diffId, Content blob) {
    String place = "layer " + descriptor.digest();
    return new BlobLayer(
        descriptor, diffId, blob, Compression.ofMediaType(place, descriptor.mediaType()));
  }
}
