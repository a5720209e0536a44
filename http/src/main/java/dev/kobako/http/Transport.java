package dev.kobako.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Carries the bytes of one connection, blocking. */
sealed interface Transport extends Closeable permits PlainTransport, TlsTransport {
  /** Reads at least one byte, or gives -1 where the partner has ended. */
  int read(byte[] into, int offset, int length) throws IOException;

  /** Writes all. */
  void write(byte[] from, int offset, int length) throws IOException;

  /** Writes some of a file; 0 where the file has ended. */
  long write(FileChannel file, long position, long length) throws IOException;

  /** Whether a connection that lay idle can't be used any more, as far as can be told at once. */
  boolean isSpent();

  /** Ends the connection at once; whoever waits for it wakes up. */
  @Override
  void close();
}
