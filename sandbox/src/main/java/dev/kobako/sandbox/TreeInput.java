package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.TreeMap;

/**
 * A tree as the tar that lays it out. Without its device files, which a user namespace can't have.
 */
record TreeInput(MemoryTree tree) implements Launch.Input {
  /** As much as a pipe holds. */
  private static final int BUFFER = 64 << 10;

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

  @Override
  public void writeTo(OutputStream stream) throws IOException {
    Pipe pipe = new Pipe(stream);
    OutputStream buffered = new BufferedOutputStream(pipe, BUFFER);
    try {
      TarWriter.write(withoutDevices(), TarOptions.keepTimes(), buffered);
      buffered.flush();
    } catch (IOException e) {
      if (pipe.broken) {
        throw e;
      }
      throw KobakoException.outside(
          Diagnostic.of(
              "sandbox",
              "a file of the tree can't be read: " + e.getMessage(),
              "try again; if it stays, remove kobako's caches"),
          e);
    }
  }

  private TreeMap<ImagePath, Entry> withoutDevices() {
    TreeMap<ImagePath, Entry> entries = new TreeMap<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (!(entry instanceof Entry.Device)) {
            entries.put(path, entry);
          }
        });
    return entries;
  }
}
