package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Random access to the bytes of one ELF file. The start of the file, where nearly everything that a
 * loader needs lies, is read at once; the rest range by range.
 */
final class ElfBytes {
  private static final int HEAD = 32 * 1024;

  private final SeekableByteChannel channel;
  private final String name;
  private final long size;
  private final ByteBuffer head;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  ElfBytes(SeekableByteChannel channel, String name) throws IOException {
    this.channel = channel;
    this.name = name;
    this.size = channel.size();
    this.head = read(0, (int) Math.min(HEAD, size));
  }

  /** Applies to every slice made from now on. */
  void order(ByteOrder byteOrder) {
    order = byteOrder;
  }

  String name() {
    return name;
  }

  long size() {
    return size;
  }

  /** Whether the range lies in the file; numbers above 2^63 do not. */
  boolean holds(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
  }

  /** The range in the file's byte order. The range must lie in the file. */
  ByteBuffer slice(long offset, int length) throws IOException {
    ByteBuffer bytes =
        offset + length <= head.limit() ? head.slice((int) offset, length) : read(offset, length);
    return bytes.order(order);
  }

  /** The text from {@code offset} to its NUL; the NUL must come before {@code limit} bytes. */
  String text(long offset, long limit, String what) throws IOException {
    long room = Math.min(limit, size - offset);
    for (int window = 256; ; window *= 16) {
      int length = (int) Math.min(window, room);
      ByteBuffer bytes = slice(offset, length);
      for (int i = 0; i < length; i++) {
        if (bytes.get(i) == 0) {
          return PathText.of(bytes, i);
        }
      }
      if (length == room || window >= 1 << 16) {
        throw malformed(
            what + " at byte " + offset + " does not end with NUL within " + length + " bytes");
      }
    }
  }

  /** The exception for a fact that keeps a loader from working. */
  KobakoException malformed(String fact) {
    return KobakoException.finding(
        Diagnostic.of(name, "malformed ELF file: " + fact, "replace the file by an intact copy"));
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(offset);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException(name + ": ended before byte " + (offset + length));
      }
    }
    return bytes.flip();
  }
}
