package dev.kobako.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** Bytes as they are, over TCP or a Unix socket. */
record PlainTransport(SocketChannel channel) implements Transport {
  private static final int COPIED = 64 << 10;

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(into, offset, length));
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(from, offset, length);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  @Override
  public long write(FileChannel file, long position, long length) throws IOException {
    long moved = file.transferTo(position, length, channel);
    return moved > 0 ? moved : copy(file, position, length);
  }

  /**
   * On a virtual thread, where the system's socket never blocks, nothing is moved while its buffer
   * is full. A write waits until there is room.
   */
  private long copy(FileChannel file, long position, long length) throws IOException {
    ByteBuffer few = ByteBuffer.allocate((int) Math.min(length, COPIED));
    if (file.read(few, position) <= 0) {
      return 0;
    }
    few.flip();
    long count = few.remaining();
    while (few.hasRemaining()) {
      channel.write(few);
    }
    return count;
  }

  @Override
  public boolean isSpent() {
    try {
      channel.configureBlocking(false);
      // A server that is idle has nothing to say: any byte is as bad as the end.
      boolean quiet = channel.read(ByteBuffer.allocate(1)) == 0;
      channel.configureBlocking(true);
      return !quiet;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    Closing.quietly(channel);
  }
}
