package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import java.io.IOException;

/** Builds the image of a Dockerfile, so that a promise can be held against it. */
@FunctionalInterface
public interface ImageBuilder {
  /**
   * Builds.
   *
   * @param fresh whether every step is run again, whatever a cache has
   * @throws KobakoException where the Dockerfile can't be built
   */
  BuiltImage build(SourceText dockerfile, boolean fresh) throws IOException;
}
