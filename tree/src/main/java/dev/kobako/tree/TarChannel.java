package dev.kobako.tree;

import dev.kobako.image.ReadOnlyChannel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * What slices and sparse files of a tar have in common: a window that never gives a short result.
 */
abstract class TarChannel extends ReadOnlyChannel {
  private final SeekableByteChannel below;

  TarChannel(SeekableByteChannel below, long size) {
    super(size);
    this.below = below;
  }

  /** Reads from the channel below, at most {@code most} bytes. */
  final int readBelow(long at, long most, ByteBuffer target) throws IOException {
    if (below.position() != at) {
      below.position(at);
    }
    int count = readAtMost(most, below::read, target);
    if (count < 0) {
      throw new EOFException("the tar ends at byte " + below.size() + ", expected more at " + at);
    }
    return count;
  }

  @Override
  public final boolean isOpen() {
    return below.isOpen();
  }

  @Override
  public final void close() throws IOException {
    below.close();
  }
}
