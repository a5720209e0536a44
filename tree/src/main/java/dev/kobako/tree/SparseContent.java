package dev.kobako.tree;

import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file with holes that read as zeros and are held nowhere. Made by {@link SparseMap}. */
final class SparseContent implements Content {
  private static final byte[] ZEROS = new byte[8 * 1024];

  private final Content stored;
  private final long[] offsets;
  private final long[] lengths;

  /** Where each stretch starts in {@link #stored}. */
  private final long[] sources;

  private final long size;

  SparseContent(Content stored, long[] offsets, long[] lengths, long size) {
    this.stored = stored;
    this.offsets = offsets;
    this.lengths = lengths;
    this.sources = new long[offsets.length];
    this.size = size;
    for (int i = 1; i < sources.length; i++) {
      sources[i] = sources[i - 1] + lengths[i - 1];
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open() throws IOException {
    return Channels.newInputStream(openChannel());
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return new SparseChannel(stored.openChannel());
  }

  private final class SparseChannel extends TarChannel {
    SparseChannel(SeekableByteChannel below) {
      super(below, SparseContent.this.size);
    }

    @Override
    protected int readAt(long position, ByteBuffer target) throws IOException {
      int found = Arrays.binarySearch(offsets, position);
      int stretch = found >= 0 ? found : -found - 2;
      if (stretch >= 0 && position < offsets[stretch] + lengths[stretch]) {
        long into = position - offsets[stretch];
        return readBelow(sources[stretch] + into, lengths[stretch] - into, target);
      }
      long end = stretch + 1 < offsets.length ? offsets[stretch + 1] : size();
      int zeros = (int) Math.min(Math.min(end - position, target.remaining()), ZEROS.length);
      target.put(ZEROS, 0, zeros);
      return zeros;
    }
  }
}
