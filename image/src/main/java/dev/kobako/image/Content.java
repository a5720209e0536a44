package dev.kobako.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * Bytes that can be read again and again without being held in memory: a slice of a file on disk,
 * or a small array. Immutable; whoever opens a stream or channel closes it.
 */
public interface Content {
  /** The number of bytes; never reads. */
  long size();

  /** The bytes from the start. Ends after exactly {@link #size()} bytes or throws. */
  InputStream open() throws IOException;

  /** The bytes from an offset, which is at most the size. */
  default InputStream open(long offset) throws IOException {
    InputStream in = open();
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Whether opening it goes to the network. Then what was received is worth keeping when the
   * transfer breaks, and several at once are quicker than as many as there are processors.
   */
  default boolean isRemote() {
    return false;
  }

  /**
   * After what was read turned out to be wrong: whether there is another place to read it from.
   * Whoever gave the wrong bytes is not asked again.
   */
  default boolean isElsewhereToo() {
    return false;
  }

  /** The same bytes for random access, read-only. */
  SeekableByteChannel openChannel() throws IOException;

  /** All bytes at once, for contents that are known to be small. */
  default byte[] bytes() throws IOException {
    try (InputStream in = open()) {
      return in.readAllBytes();
    }
  }

  /** Contents in memory; the array is copied. */
  static Content of(byte[] bytes) {
    return new ArrayContent(bytes.clone());
  }

  /** A whole file of the host, with the size that was seen when it was looked at. */
  static Content of(Path file, long size) {
    return new FileContent(file, 0, size, false);
  }

  /** A whole file that kobako has written and hashed, and that nobody changes any more. */
  static Content kept(Path file, long size) {
    return new FileContent(file, 0, size, true);
  }

  /** A slice of a file of the host. */
  static Content of(Path file, long offset, long size) {
    return new FileContent(file, offset, size, false);
  }

  /** No bytes. */
  static Content empty() {
    return ArrayContent.EMPTY;
  }

  /** {@link Content} in memory. */
  final class ArrayContent implements Content {
    private static final ArrayContent EMPTY = new ArrayContent(new byte[0]);

    private final byte[] bytes;

    private ArrayContent(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public SeekableByteChannel openChannel() {
      return new ArrayChannel(bytes);
    }
  }
}
