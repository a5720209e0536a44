package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;

/** A place where images live. */
public interface ImageHome {
  /**
   * An image; its manifest and configuration are read and checked, its layers only looked up.
   *
   * @throws KobakoException a finding, where it is not there, not complete or not clear which one
   */
  Image read(ImageSelector selector);

  /**
   * What has that name, with everything it refers to: all images of an index, whatever the
   * selector's platform. Manifests are read and checked, blobs only looked up.
   *
   * @throws KobakoException a finding, where it is not there, not complete or not clear which one
   */
  Artifact artifact(ImageSelector selector);

  /**
   * The same, with only those images of an index that are wanted: an index keeps its bytes, but has
   * only those parts.
   */
  default Artifact artifact(ImageSelector selector, PlatformChoice choice) {
    return artifact(selector);
  }

  /**
   * Stores an artifact under a name, replacing what had that name. Manifests and blobs stay as they
   * are, byte by byte, unless the home can't hold such an image. Blobs are checked while they are
   * copied. Either everything is stored or nothing can be seen of it.
   *
   * @return the descriptor of the manifest or index as it was stored
   */
  Descriptor write(Artifact artifact, String name, Progress progress);

  /** Stores one image. */
  default Descriptor write(Image image, String name) {
    return write(Artifact.of(image), name, Progress.NONE);
  }

  /** All entries, in the home's own order; reads no layers. */
  List<StoredImage> list();
}
