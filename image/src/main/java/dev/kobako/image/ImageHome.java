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
   * Stores an image under a name, replacing what had that name. Manifest and configuration stay as
   * they are, byte by byte, unless the home can't hold such an image. Layers are checked while they
   * are copied. Either everything is stored or nothing can be seen of it.
   *
   * @return the descriptor of the manifest as it was stored
   */
  Descriptor write(Image image, String name);

  /** All entries, in the home's own order; reads no layers. */
  List<StoredImage> list();
}
