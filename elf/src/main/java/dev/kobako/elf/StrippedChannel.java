package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/** The bytes of a stripped file, read from its original; closes that with itself. */
final class StrippedChannel implements SeekableByteChannel {
  private final SeekableByteChannel original;
  private final List<StrippedElf.Piece> pieces;
  private final long size;
  private long position;

  StrippedChannel(SeekableByteChannel original, List<StrippedElf.Piece> pieces, long size) {
    this.original = original;
    this.pieces = pieces;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    long start = 0;
    for (StrippedElf.Piece piece : pieces) {
      if (position < start + piece.size()) {
        int count = read(piece, position - start, target);
        position += count;
        return count;
      }
      start += piece.size();
    }
    return -1;
  }

  private int read(StrippedElf.Piece piece, long at, ByteBuffer target) throws IOException {
    int wanted = (int) Math.min(target.remaining(), piece.size() - at);
    ByteBuffer part = target.slice(target.position(), wanted);
    switch (piece) {
      case StrippedElf.Piece.Range(long offset, long _) -> {
        original.position(offset + at);
        if (wanted > 0 && original.read(part) <= 0) {
          throw new IOException("the file ended too early; was it changed?");
        }
      }
      case StrippedElf.Piece.Fresh(ByteBuffer bytes) ->
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
