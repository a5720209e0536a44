package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;

/** The bytes of a spliced file, read from its original; closes that with itself. */
final class SplicedChannel implements SeekableByteChannel {
  private final SeekableByteChannel original;
  private final List<SplicedFile.Piece> pieces;
  private final long[] starts;
  private final long size;
  private long position;

  SplicedChannel(SeekableByteChannel original, List<SplicedFile.Piece> pieces, long size) {
    this.original = original;
    this.pieces = pieces;
    this.starts = new long[pieces.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + pieces.get(i - 1).size();
    }
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    if (position >= size) {
      return -1;
    }
    int found = Arrays.binarySearch(starts, position);
    int at = found >= 0 ? found : -found - 2;
    while (position >= starts[at] + pieces.get(at).size()) {
      at++; // empty pieces start where the next one does
    }
    int count = read(pieces.get(at), position - starts[at], target);
    position += count;
    return count;
  }

  private int read(SplicedFile.Piece piece, long at, ByteBuffer target) throws IOException {
    int wanted = (int) Math.min(target.remaining(), piece.size() - at);
    ByteBuffer part = target.slice(target.position(), wanted);
    switch (piece) {
      case SplicedFile.Piece.Range(long offset, long _) -> {
        original.position(offset + at);
        if (wanted > 0 && original.read(part) <= 0) {
          throw new IOException("the file ended too early; was it changed?");
        }
      }
      case SplicedFile.Piece.Fresh(ByteBuffer bytes) ->
          part.put(bytes.slice(bytes.position() + (int) at, wanted));
    }
    target.position(target.position() + part.position());
    return part.position();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    if (newPosition < 0) {
      throw new IllegalArgumentException("position " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return original.isOpen();
  }

  @Override
  public void close() throws IOException {
    original.close();
  }
}
