package dev.kobako.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** What channels over {@link Content} have in common: a position, a fixed size, and no writing. */
public abstract class ReadOnlyChannel implements SeekableByteChannel {
  private final long size;
  private long position;

  /** A channel of {@code size} bytes that stands at its start. */
  protected ReadOnlyChannel(long size) {
    this.size = size;
  }

  /**
   * Reads one or more bytes from {@code at}, which lies before the end, into a buffer with room;
   * throws rather than give none, and gives -1 only where the size was not known and the end is
   * here.
   */
  protected abstract int readAt(long at, ByteBuffer target) throws IOException;

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
    position += Math.max(count, 0);
    return count;
  }

  /** A read into all the room of a buffer. */
  @FunctionalInterface
  protected interface Reading {
    int into(ByteBuffer target) throws IOException;
  }

  /** Reads at most {@code most} bytes, though the buffer may have room for more. */
  protected static int readAtMost(long most, Reading reading, ByteBuffer target)
      throws IOException {
    int limit = target.limit();
    target.limit(target.position() + (int) Math.min(target.remaining(), most));
    int count = reading.into(target);
    target.limit(limit);
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
}
