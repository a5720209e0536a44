package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SortedMap;

/** Entries as a tar that a program reads. */
final class TarInput {
  /** As much as a pipe holds. */
  private static final int BUFFER = 64 << 10;

  private TarInput() {}

  /** Tells an end of the reader, whose reason others give, from a file that can't be read. */
  private static final class Pipe extends FilterOutputStream {
    private boolean broken;

    Pipe(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }
  }

  /**
   * Writes the tar; the stream is left open.
   *
   * @param place what the entries are, for messages
   * @throws KobakoException outside, where a file can't be read
   * @throws IOException where nobody reads the tar
   */
  static void write(
      String place, SortedMap<ImagePath, Entry> entries, TarOptions options, OutputStream stream)
      throws IOException {
    Pipe pipe = new Pipe(stream);
    OutputStream buffered = new BufferedOutputStream(pipe, BUFFER);
    try {
      TarWriter.write(entries, options, buffered);
      buffered.flush();
    } catch (IOException e) {
      if (pipe.broken) {
        throw e;
      }
      throw KobakoException.outside(
          Diagnostic.of(
              place,
              "a file of the tree can't be read: " + e.getMessage(),
              "try again; if it stays, remove kobako's caches"),
          e);
    }
  }
}
