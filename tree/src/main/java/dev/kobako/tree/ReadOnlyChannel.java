package dev.kobako.tree;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** What slices and sparse files have in common: a window that never gives a short result. */
abstract class ReadOnlyChannel implements SeekableByteChannel {
  private final SeekableByteChannel below;
  private final long size;
  private long position;

  ReadOnlyChannel(SeekableByteChannel below, long size) {
    this.below = below;
    this.size = size;
  }

  /** Reads one or more bytes of this channel from {@code at}, which lies before its end. */
  abstract int readAt(long at, ByteBuffer target) throws IOException;

  /** Reads from the channel below, at most {@code most} bytes. */
  final int readBelow(long at, long most, ByteBuffer target) throws IOException {
    if (below.position() != at) {
      below.position(at);
    }
    int limit = target.limit();
    target.limit(target.position() + (int) Math.min(target.remaining(), most));
    int count = below.read(target);
    target.limit(limit);
    if (count < 0) {
      throw new EOFException("the tar ends at byte " + below.size() + ", expected more at " + at);
    }
    return count;
  }

  @Override
  public final int read(ByteBuffer target) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    if (position >= size) {
      return -1;
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    int count = readAt(position, target);
    position += count;
    return count;
  }

  @Override
  public final long position() {
    return position;
  }

  @Override
  public final SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  public final int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public final SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public final boolean isOpen() {
    return below.isOpen();
  }

  @Override
  public final void close() throws IOException {
    below.close();
  }
}
