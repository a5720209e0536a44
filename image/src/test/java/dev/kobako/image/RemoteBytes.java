package dev.kobako.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Contents that claim to be on the network, and break off where they are told.
 *
 * @param whole all of them
 * @param breaksAt the byte at which each transfer breaks; the size or more for none
 * @param opened the offsets at which they were opened
 */
record RemoteBytes(Content whole, long breaksAt, List<Long> opened) implements Content {
  RemoteBytes(byte[] bytes, long breaksAt) {
    this(Content.of(bytes), breaksAt, new CopyOnWriteArrayList<>());
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public long size() {
    return whole.size();
  }

  @Override
  public InputStream open() throws IOException {
    return open(0);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    opened.add(offset);
    byte[] all = whole.bytes();
    if (breaksAt >= all.length) {
      return new ByteArrayInputStream(all, (int) offset, all.length);
    }
    int some = (int) Math.max(0, breaksAt - offset);
    return new SequenceInputStream(new ByteArrayInputStream(all, (int) offset, some), new Broken());
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return whole.openChannel();
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw new IOException("connection reset");
    }
  }
}
