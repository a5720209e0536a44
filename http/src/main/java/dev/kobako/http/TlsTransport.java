package dev.kobako.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;

/** Bytes that are encrypted on their way. */
final class TlsTransport implements Transport {
  private static final int FILE_BUFFER = 64 << 10;

  private final SSLSocket socket;
  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;
  private byte[] fileBuffer = new byte[0];

  /** Over a socket whose handshake is done. The channel is what it all goes over in the end. */
  TlsTransport(SSLSocket socket, SocketChannel channel) throws IOException {
    this.socket = socket;
    this.channel = channel;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return in.read(into, offset, length);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    out.write(from, offset, length);
  }

  @Override
  public long write(FileChannel file, long position, long length) throws IOException {
    if (fileBuffer.length == 0) {
      fileBuffer = new byte[FILE_BUFFER];
    }
    int wanted = (int) Math.min(length, fileBuffer.length);
    int count = file.read(ByteBuffer.wrap(fileBuffer, 0, wanted), position);
    if (count <= 0) {
      return 0;
    }
    out.write(fileBuffer, 0, count);
    return count;
  }

  @Override
  public boolean isSpent() {
    try {
      // Whoever ends a connection properly says so in a record, which now waits to be read.
      return channel.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Without a farewell, for which a dead server would let us patience. */
  @Override
  public void close() {
    Closing.quietly(channel);
  }

  /** What another encryption can be put over. */
  SSLSocket socket() {
    return socket;
  }
}
