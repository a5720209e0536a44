package dev.kobako.tree;

import dev.kobako.image.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * A file's bytes where they lie in a tar.
 *
 * @param tar what holds them
 * @param offset where they start in it
 * @param size how many there are
 */
record SliceContent(Content tar, long offset, long size) implements Content {
  private static final int MAX_BUFFER = 8 * 1024;

  SliceContent {
    if (offset < 0 || size < 0 || size > tar.size() - offset) {
      throw new IllegalArgumentException(
          "no slice: offset " + offset + ", size " + size + " of " + tar.size());
    }
  }

  @Override
  public InputStream open() throws IOException {
    if (size == 0) {
      return InputStream.nullInputStream();
    }
    // Many files are small: a buffer of the usual size would cost more than their reading.
    return new BufferedInputStream(
        Channels.newInputStream(openChannel()), (int) Math.min(size, MAX_BUFFER));
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return new SliceChannel(tar.openChannel());
  }

  private final class SliceChannel extends TarChannel {
    SliceChannel(SeekableByteChannel below) {
      super(below, SliceContent.this.size);
    }

    @Override
    protected int readAt(long at, ByteBuffer target) throws IOException {
      return readBelow(offset + at, size() - at, target);
    }
  }
}
