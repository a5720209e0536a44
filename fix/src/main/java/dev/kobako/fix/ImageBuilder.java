package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import java.io.IOException;
import java.util.Optional;

/** Builds the image of a Dockerfile, so that a promise can be held against it. */
@FunctionalInterface
public interface ImageBuilder {
  /**
   * Builds.
   *
   * @param ignoreFile what keeps things of the context away; where it is not given, what is there
   * @param fresh whether every step is run again, whatever a cache has
   * @throws KobakoException where the Dockerfile can't be built
   */
  BuiltImage build(SourceText dockerfile, Optional<IgnoreFile> ignoreFile, boolean fresh)
      throws IOException;
}
