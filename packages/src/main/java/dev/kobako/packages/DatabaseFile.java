package dev.kobako.packages;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * A file of a database, read piece by piece. An image's database may say anything, so every piece
 * must lie in the file, and all entries together may hold no more than the file does: who lets many
 * entries share their bytes gets no further than that. For one thread.
 */
final class DatabaseFile {
  private static final long MOST_WRITTEN = 512L << 20;

  private final String place;
  private final SeekableByteChannel channel;
  private final long size;
  private final long mostWritten;
  private long unclaimed;

  /**
   * A file of which nothing was read yet.
   *
   * @param place what it is called in messages
   * @param channel to it, which the caller closes
   */
  DatabaseFile(String place, SeekableByteChannel channel) throws IOException {
    this(place, channel, MOST_WRITTEN);
  }

  /**
   * The same.
   *
   * @param mostWritten how many bytes it may have when it is written anew
   */
  DatabaseFile(String place, SeekableByteChannel channel, long mostWritten) throws IOException {
    this.place = place;
    this.mostWritten = mostWritten;
    this.channel = channel;
    this.size = channel.size();
    this.unclaimed = size;
  }

  long size() {
    return size;
  }

  /** A piece of the file. */
  ByteBuffer piece(long offset, int length, ByteOrder order) throws IOException {
    byte[] bytes = new byte[length];
    read(offset, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(order);
  }

  /** Reads a piece of the file into an array. */
  void read(long offset, byte[] target, int from, int length) throws IOException {
    if (offset < 0 || offset > size - length) {
      throw damaged("%d bytes at %d are beyond its end, %d".formatted(length, offset, size));
    }
    ByteBuffer buffer = ByteBuffer.wrap(target, from, length);
    channel.position(offset);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw damaged("it ends at %d, before %d".formatted(channel.position(), size));
      }
    }
  }

  /** Room for an entry of this length, of which the file must have as many bytes left. */
  byte[] entry(long length) {
    if (length < 0 || length > RpmHeader.LONGEST || length > unclaimed) {
      throw damaged("an entry of %d bytes, more than are left for it".formatted(length));
    }
    unclaimed -= length;
    return new byte[(int) length];
  }

  /** Says that the file holds more, of which another file tells. */
  void extend(long bytes) {
    unclaimed += bytes;
  }

  /**
   * Refuses to write it anew where that would take more memory than any rpm's database: few bytes
   * can stand for many pages.
   */
  void requireRoom(long pages, int pageSize) {
    if (pages * pageSize > mostWritten) {
      throw damaged("written anew it would have more than %d bytes".formatted(mostWritten));
    }
  }

  /** What is thrown where the file can't be what it should be. */
  KobakoException damaged(String fact) {
    return KobakoException.finding(
        Diagnostic.of(place, "damaged: " + fact, "rpm --rebuilddb may write it anew"));
  }
}
