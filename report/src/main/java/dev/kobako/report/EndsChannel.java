package dev.kobako.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** The two ends of a file that has passed, for readers that ask for nothing between them. */
final class EndsChannel implements SeekableByteChannel {
  private final byte[] head;
  private final int headLength;
  private final byte[] tail;
  private final long tailStart;
  private final long size;
  private long position;

  /**
   * The ends of a file.
   *
   * @param head whose first {@code headLength} bytes are those of the file
   * @param tail the bytes from {@code tailStart} to the file's end; if the file is shorter than
   *     this, its head has all of it
   */
  EndsChannel(byte[] head, int headLength, byte[] tail, long tailStart, long size) {
    this.head = head;
    this.headLength = headLength;
    this.tail = tail;
    this.tailStart = tailStart;
    this.size = size;
  }

  /** What was asked for lies between the ends. */
  static final class Between extends IOException {
    private static final long serialVersionUID = 1L;

    Between(long position) {
      super("byte " + position + " of the file has passed and was not kept");
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= size) {
      return -1;
    }
    byte[] part = position < headLength ? head : tail;
    int at = (int) (position < headLength ? position : position - tailStart);
    long end = position < headLength ? headLength : size;
    if (position >= headLength && position < tailStart) {
      throw new Between(position);
    }
    int count = (int) Math.min(target.remaining(), end - position);
    target.put(part, at, count);
    position += count;
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
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
    return true;
  }

  @Override
  public void close() {}
}
