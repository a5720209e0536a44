package dev.kobako.members;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A part of a file.
 *
 * @param offset of its first byte
 * @param size in bytes
 */
record FileRange(long offset, int size) {
  /** Its bytes. */
  ByteBuffer read(SeekableByteChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    channel.position(offset);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file ended " + bytes.remaining() + " bytes too early");
      }
    }
    return bytes.flip();
  }
}
