package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskOutput;
import dev.kobako.image.Layer;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Brings layers of imports into the cache, whole or not at all. */
record LayerFetch(BuildCacheFolders folders) {
  private static final int BUFFER = 256 * 1024;

  /** Its digests are checked while it is read, its size as the record has it. */
  void fetch(Layer layer, long size) {
    StagedFile.write(
        folders.staging(),
        folders.blob(layer.diffId()),
        file -> {
          try (InputStream in = layer.open();
              OutputStream out = DiskOutput.stream(file)) {
            copy(in, out, layer.diffId(), size);
          }
        });
  }

  private static void copy(InputStream in, OutputStream out, Digest diffId, long size)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = size;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      left -= n;
      if (left < 0) {
        throw KobakoException.finding(
            Diagnostic.of("layer " + diffId, "has more than the " + size + " bytes of its record"));
      }
      out.write(buffer, 0, n);
    }
  }
}
