package dev.kobako.report;

import dev.kobako.image.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The two ends of a file that has passed, for readers that ask for nothing between them. */
final class EndsChannel extends ReadOnlyChannel {
  private final byte[] head;
  private final int headLength;
  private final byte[] tail;
  private final long tailStart;

  /**
   * The ends of a file.
   *
   * @param head whose first {@code headLength} bytes are those of the file
   * @param tail the bytes from {@code tailStart} to the file's end; if the file is shorter than
   *     this, its head has all of it
   */
  EndsChannel(byte[] head, int headLength, byte[] tail, long tailStart, long size) {
    super(size);
    this.head = head;
    this.headLength = headLength;
    this.tail = tail;
    this.tailStart = tailStart;
  }

  /** What was asked for lies between the ends. */
  static final class Between extends IOException {
    private static final long serialVersionUID = 1L;

    Between(long position) {
      super("byte " + position + " of the file has passed and was not kept");
    }
  }

  @Override
  protected int readAt(long at, ByteBuffer target) throws IOException {
    if (at >= headLength && at < tailStart) {
      throw new Between(at);
    }
    boolean isHead = at < headLength;
    long end = isHead ? headLength : size();
    int count = (int) Math.min(target.remaining(), end - at);
    target.put(isHead ? head : tail, (int) (isHead ? at : at - tailStart), count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
