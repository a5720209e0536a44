package dev.kobako.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** What is sent with a request; can be sent again when the request is tried again. */
public sealed interface RequestBody {
  /** Few bytes. The array is not copied. */
  final class Bytes implements RequestBody {
    private final byte[] bytes;

    public Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The array itself, which nobody changes. */
    byte[] bytes() {
      return bytes;
    }
  }

  /** A slice of a file, which the system moves itself where the connection is not encrypted. */
  record FileSlice(Path file, long offset, long length, ByteCounter counter)
      implements RequestBody {}

  /**
   * Bytes that are made while they are sent.
   *
   * @param length their number; {@link #UNKNOWN} to send them in chunks
   */
  record Streamed(long length, Writer writer) implements RequestBody {}

  /** The length of a body that is not known before it was sent. */
  long UNKNOWN = -1;

  /** Writes a body from its start. */
  @FunctionalInterface
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Is told how many more bytes were sent. */
  @FunctionalInterface
  interface ByteCounter {
    void sent(long bytes);
  }
}
