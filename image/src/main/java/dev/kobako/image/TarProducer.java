package dev.kobako.image;

import java.io.IOException;
import java.io.OutputStream;

/** What writes the tar of a layer. */
@FunctionalInterface
public interface TarProducer {
  /** Writes all of it, once; does not close {@code out}, which needs no buffer around it. */
  void write(OutputStream out) throws IOException;
}
