package dev.kobako.elf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * A file made of ranges of an original and of new bytes, such as an ELF file without what only
 * linkers and debuggers read. A plan, so that a large file is never whole in memory.
 */
public final class SplicedFile {
  private static final int CHUNK = 256 * 1024;

  /** What follows the bytes so far. */
  public sealed interface Piece {
    /** In bytes. */
    long size();

    /** Bytes of the original. */
    record Range(long offset, long size) implements Piece {}

    /** New bytes. */
    record Fresh(ByteBuffer bytes) implements Piece {
      @Override
      public long size() {
        return bytes.remaining();
      }
    }
  }

  private final long originalSize;
  private final List<Piece> pieces;
  private final long size;

  /**
   * Made of pieces.
   *
   * @param originalSize of the file that the ranges are of, in bytes
   */
  public SplicedFile(long originalSize, List<Piece> pieces) {
    this.originalSize = originalSize;
    this.pieces = List.copyOf(pieces);
    this.size = this.pieces.stream().mapToLong(Piece::size).sum();
  }

  /** In bytes. */
  public long size() {
    return size;
  }

  /** How many bytes the original has more. */
  public long saved() {
    return originalSize - size();
  }

  /**
   * Writes the file; neither side is closed.
   *
   * @param original the channel of the original, unchanged since
   * @throws IOException also if the original ends too early
   */
  public void writeTo(SeekableByteChannel original, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Range(long offset, long size) -> copy(original, offset, size, chunk, out);
        case Piece.Fresh(ByteBuffer bytes) -> {
          byte[] fresh = new byte[bytes.remaining()];
          bytes.duplicate().get(fresh);
          out.write(fresh);
        }
      }
    }
  }

  /**
   * The file for random access, without its being written anywhere.
   *
   * @param original the channel of the original, unchanged since; closed with the result
   */
  public SeekableByteChannel channel(SeekableByteChannel original) {
    return new SplicedChannel(original, pieces, size);
  }

  /** The whole file, for small ones. */
  public byte[] bytes(SeekableByteChannel original) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(size()));
    writeTo(original, out);
    return out.toByteArray();
  }

  private static void copy(
      SeekableByteChannel original, long offset, long size, byte[] chunk, OutputStream out)
      throws IOException {
    original.position(offset);
    for (long left = size; left > 0; ) {
      int count = original.read(ByteBuffer.wrap(chunk, 0, (int) Math.min(left, chunk.length)));
      if (count < 0) {
        throw new IOException("the file ended " + left + " bytes too early; was it changed?");
      }
      out.write(chunk, 0, count);
      left -= count;
    }
  }
}
