package dev.kobako.testkit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A body of which only the beginning is sent. */
final class BrokenBody extends FilterOutputStream {
  private final Ending ending;
  private long left;

  BrokenBody(OutputStream out, long bytes, Ending ending) {
    super(out);
    this.left = bytes;
    this.ending = ending;
  }

  /** What comes in place of the rest. */
  interface Ending {
    void end() throws IOException;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int sent = (int) Math.min(length, left);
    out.write(bytes, offset, sent);
    left -= sent;
    if (sent < length) {
      out.flush();
      ending.end();
    }
  }

  /** A body whose bytes are not those that they should be. */
  static final class Flipping extends FilterOutputStream {
    Flipping(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value ^ 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] flipped = new byte[length];
      for (int i = 0; i < length; i++) {
        flipped[i] = (byte) (bytes[offset + i] ^ 1);
      }
      out.write(flipped, 0, length);
    }
  }

  /** A body that comes in small pieces. */
  static final class Dribbling extends FilterOutputStream {
    private final int piece;
    private final Duration pause;
    private final Connection connection;

    Dribbling(OutputStream out, int piece, Duration pause, Connection connection) {
      super(out);
      this.piece = piece;
      this.pause = pause;
      this.connection = connection;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int at = 0; at < length; at += piece) {
        out.write(bytes, offset + at, Math.min(piece, length - at));
        out.flush();
        connection.pause(pause);
      }
    }
  }
}
