package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * How many bytes the regular files of a layer have when they are unpacked: the sum of their sizes,
 * a further name of a file (hard link) counting nothing. That is what Docker calls the size of a
 * layer.
 *
 * <p>The layer is decompressed once from start to end, and checked on the way; nothing is kept.
 */
public final class LayerFileBytes {
  /** The tar's length is known only at its end; until then its reader is told this. */
  private static final long UNKNOWN = Long.MAX_VALUE / 2;

  private LayerFileBytes() {}

  /**
   * Reads a layer and counts.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the layer is damaged
   * @throws SparseFiles where the sizes can't be told in one pass
   */
  public static long count(Layer layer) throws IOException, SparseFiles {
    try (InputStream in = layer.open()) {
      String name = "layer " + layer.descriptor().digest();
      StreamedTar tar = new StreamedTar(in, name);
      long bytes = count(tar, name);
      tar.requireWhole();
      return bytes;
    }
  }

  /** Counts in a tar for random access. */
  public static long count(Content tar, String name) throws IOException {
    long bytes = 0;
    try (TarReader reader = new TarReader(tar, name)) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        if (member.get().item() instanceof TarMember.Item.Placed(Entry.RegularFile file)) {
          bytes = Math.addExact(bytes, file.content().size());
        }
      }
    }
    return bytes;
  }

  /** A tar holds sparse files whose maps stand in their data, which has passed already. */
  public static final class SparseFiles extends IOException {
    private static final long serialVersionUID = 1L;

    SparseFiles() {
      super("a sparse file's map has to be read out of order");
    }
  }

  /** A tar that comes once, from start to end. */
  private static final class StreamedTar implements Content, SeekableByteChannel {
    private static final int SCRAP = 64 * 1024;

    private final InputStream in;
    private final byte[] scrap = new byte[SCRAP];
    private final String name;
    private long position;
    private long sought;
    private boolean opened;

    StreamedTar(InputStream in, String name) {
      this.in = in;
      this.name = name;
    }

    /**
     * Reads what is after the end of the archive, so that the layer is checked to its end, and
     * complains of a content that it has not reached.
     */
    void requireWhole() throws IOException {
      long n = in.read(scrap);
      while (n >= 0) {
        position += n;
        n = in.read(scrap);
      }
      if (position < sought) {
        throw KobakoException.finding(
            Diagnostic.of(
                name,
                "ends at byte " + position + " of its tar, in the middle of a file",
                "the layer is damaged or its maker is faulty: fetch or build it again"));
      }
    }

    @Override
    public long size() {
      return UNKNOWN;
    }

    @Override
    public InputStream open() throws IOException {
      throw new SparseFiles();
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      if (opened) {
        throw new SparseFiles();
      }
      opened = true;
      return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int n = in.read(scrap, 0, Math.min(target.remaining(), scrap.length));
      if (n > 0) {
        target.put(scrap, 0, n);
        position += n;
      }
      return n;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long wanted) throws IOException {
      if (wanted < position) {
        throw new SparseFiles();
      }
      sought = wanted;
      while (position < wanted) {
        int n = in.read(scrap, 0, (int) Math.min(scrap.length, wanted - position));
        if (n < 0) {
          break;
        }
        position += n;
      }
      return this;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      // The reader closes its channel before the rest is read; the stream is the caller's.
    }
  }
}
