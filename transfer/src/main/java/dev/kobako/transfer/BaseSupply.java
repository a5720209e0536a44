package dev.kobako.transfer;

import dev.kobako.image.Artifact;
import dev.kobako.image.ImageReference;
import dev.kobako.image.PlatformChoice;

/** Makes images of some names here, for when no registry gives them. */
public interface BaseSupply {
  /** Makes none. */
  BaseSupply NONE =
      new BaseSupply() {
        @Override
        public boolean knows(ImageReference reference) {
          return false;
        }

        @Override
        public boolean isAllowed() {
          return false;
        }

        @Override
        public Artifact make(ImageReference reference, PlatformChoice choice) {
          throw new IllegalArgumentException(reference + " is not known");
        }
      };

  /** Whether an image of that name could be made. */
  boolean knows(ImageReference reference);

  /** Whether the user lets it. */
  boolean isAllowed();

  /**
   * Makes one that is known.
   *
   * @throws dev.kobako.diagnostic.KobakoException where it can't be made
   */
  Artifact make(ImageReference reference, PlatformChoice choice);
}
