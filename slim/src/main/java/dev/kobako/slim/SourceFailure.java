package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.io.IOException;

/** The error of a source that can't be read. */
final class SourceFailure {
  private SourceFailure() {}

  static KobakoException reading(ImagePath path, IOException cause) {
    return KobakoException.outside(
        Diagnostic.of(
            path.toString(),
            "can't be read: " + cause.getMessage(),
            "check that you may read it and that its disk is well"),
        cause);
  }
}
