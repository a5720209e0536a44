package dev.kobako.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A slice of a file of the host. A file that has become shorter since it was looked at is an error
 * while reading, never a short result.
 *
 * @param file where the bytes are
 * @param offset where they start
 * @param size how many there are
 */
public record FileContent(Path file, long offset, long size) implements Content {
  public FileContent {
    if (offset < 0 || size < 0 || offset + size < 0) {
      throw new IllegalArgumentException("no slice: offset " + offset + ", size " + size);
    }
  }

  @Override
  public InputStream open() throws IOException {
    return new BufferedInputStream(Channels.newInputStream(openChannel()), 64 * 1024);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return new SliceChannel(Files.newByteChannel(file));
  }

  private final class SliceChannel implements SeekableByteChannel {
    private final SeekableByteChannel whole;
    private long position;

    SliceChannel(SeekableByteChannel whole) throws IOException {
      this.whole = whole;
      whole.position(offset);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      long left = size - position;
      if (left <= 0) {
        return -1;
      }
      int limit = target.limit();
      if (target.remaining() > left) {
        target.limit(target.position() + (int) left);
      }
      int count = whole.read(target);
      target.limit(limit);
      if (count < 0) {
        throw new EOFException(
            file + ": ends at byte " + (offset + position) + ", expected " + (offset + size));
      }
      position += count;
      return count;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
      position = newPosition;
      whole.position(offset + Math.min(newPosition, size));
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return whole.isOpen();
    }

    @Override
    public void close() throws IOException {
      whole.close();
    }
  }
}
