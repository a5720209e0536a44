package dev.kobako.tree;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of a tar by position, for a reader that wants all headers and few contents. A jump over
 * a large content reads little at the place where it lands; reading on from there reads ever more
 * at once, so that a run of small files costs few system calls.
 */
final class TarSource implements Closeable {
  private static final int LEAST = 4 * 1024;
  private static final int MOST = 64 * 1024;

  private final SeekableByteChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST).limit(0);

  /** Position in the tar of the buffer's first byte. */
  private long start;

  private int stride = LEAST / 2;

  TarSource(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /** The length of the tar in bytes. */
  long size() {
    return size;
  }

  /**
   * Fills the start of {@code target} and says how many bytes there were: fewer only at the end.
   */
  int read(long position, byte[] target, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long wanted = position + done;
      if (wanted < start || wanted >= start + buffer.limit()) {
        fill(wanted);
        if (buffer.limit() == 0) {
          return done;
        }
      }
      int from = (int) (wanted - start);
      int count = Math.min(length - done, buffer.limit() - from);
      buffer.get(from, target, done, count);
      done += count;
    }
    return done;
  }

  /**
   * Hands on bytes as they lie in the buffer.
   *
   * @throws EOFException if there are fewer: the tar has become shorter
   */
  void pass(long position, long length, ByteSink sink) throws IOException {
    long at = position;
    long end = position + length;
    while (at < end) {
      if (at < start || at >= start + buffer.limit()) {
        fill(at);
        if (buffer.limit() == 0) {
          throw new EOFException("the tar ends at byte " + at + " of " + size);
        }
      }
      int from = (int) (at - start);
      int there = (int) Math.min(end - at, buffer.limit() - from);
      sink.take(buffer.array(), from, there);
      at += there;
    }
  }

  private void fill(long position) throws IOException {
    boolean onward = position == start + buffer.limit();
    stride = onward ? Math.min(2 * stride, MOST) : LEAST;
    if (!onward) {
      channel.position(position);
    }
    start = position;
    buffer.clear().limit(stride);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        break;
      }
    }
    buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
