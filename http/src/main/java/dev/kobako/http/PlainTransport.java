package dev.kobako.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** Bytes as they are, over TCP or a Unix socket. */
record PlainTransport(SocketChannel channel) implements Transport {
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
    return file.transferTo(position, length, channel);
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
