package dev.kobako.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A slice of a file of the host. A file that has become shorter since it was looked at is an error
 * while reading, never a short result.
 *
 * @param file where the bytes are
 * @param offset where they start
 * @param size how many there are
 * @param kept whether the file is kobako's own, was hashed when it was written, and is never
 *     changed: a store on the same disk may give it another name instead of copying it
 */
public record FileContent(Path file, long offset, long size, boolean kept) implements Content {
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
    return new SliceChannel(FileChannel.open(file, StandardOpenOption.READ));
  }

  private final class SliceChannel extends ReadOnlyChannel {
    private final FileChannel whole;

    SliceChannel(FileChannel whole) {
      super(size);
      this.whole = whole;
    }

    @Override
    protected int readAt(long at, ByteBuffer target) throws IOException {
      int count = readAtMost(size - at, part -> whole.read(part, offset + at), target);
      if (count < 0) {
        throw new EOFException(
            file + ": ends at byte " + (offset + at) + ", expected " + (offset + size));
      }
      return count;
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
