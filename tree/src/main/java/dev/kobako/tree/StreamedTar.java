package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.ReadOnlyChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * A tar that comes once, from start to end, such as from a pipe. What was read last can be read
 * once more, so that a {@link TarReader}, which reads a little ahead, and whoever reads the
 * contents that it finds can take turns. For one thread.
 */
final class StreamedTar implements Content {
  /** The tar's length is known only at its end; until then its reader is told this. */
  private static final long UNKNOWN = Long.MAX_VALUE / 2;

  private static final int WINDOW = 256 * 1024;

  /**
   * What is received at once, so that of what came before it the rest of the window stays: more
   * than a {@link TarSource} reads ahead.
   */
  private static final int AT_ONCE = WINDOW / 2;

  private final InputStream in;
  private final String name;
  private final byte[] window = new byte[WINDOW];
  private long received;
  private long sought;

  /** A tar that is read from where {@code in} stands; messages call it {@code name}. */
  StreamedTar(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Something was wanted that has passed already: a map that stands behind what it describes. */
  static final class Passed extends IOException {
    private static final long serialVersionUID = 1L;

    Passed() {
      super("a part of the tar has to be read out of order");
    }
  }

  /**
   * Reads what is after the end of the archive, so that whoever writes it comes to an end and what
   * is checked is checked whole, and complains of a content that it has not reached.
   */
  void requireWhole() throws IOException {
    while (receive() >= 0) {
      // only its end is wanted
    }
    if (received < sought) {
      throw KobakoException.finding(
          Diagnostic.of(
              name,
              "ends at byte " + received + " of its tar, in the middle of a file",
              "the layer is damaged or its maker is faulty: fetch or build it again"));
    }
  }

  /**
   * Hands on the bytes of a part, as they lie in the window: none is copied. What is there is given
   * where the tar ends before it; {@link #requireWhole()} complains of that.
   *
   * @throws Passed where the part begins before what can be read once more
   */
  void pass(SliceContent part, ByteSink sink) throws IOException {
    long position = part.offset();
    long end = position + part.size();
    sought = Math.max(sought, end);
    while (position < end) {
      while (position >= received) {
        if (receive() < 0) {
          return;
        }
      }
      if (position < received - WINDOW) {
        throw new Passed();
      }
      int from = (int) (position % WINDOW);
      int there = (int) Math.min(Math.min(received, end) - position, WINDOW - from);
      sink.take(window, from, there);
      position += there;
    }
  }

  private int receive() throws IOException {
    int at = (int) (received % WINDOW);
    int count = in.read(window, at, Math.min(WINDOW - at, AT_ONCE));
    received += Math.max(count, 0);
    return count;
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  @Override
  public InputStream open() throws IOException {
    return Channels.newInputStream(openChannel());
  }

  @Override
  public SeekableByteChannel openChannel() {
    return new View();
  }

  /** Its own position in the stream that all share. */
  private final class View extends ReadOnlyChannel {
    View() {
      super(UNKNOWN);
    }

    @Override
    protected int readAt(long at, ByteBuffer target) throws IOException {
      sought = Math.max(sought, at);
      while (at >= received) {
        if (receive() < 0) {
          return -1;
        }
      }
      if (at < received - WINDOW) {
        throw new Passed();
      }
      int from = (int) (at % WINDOW);
      long there = Math.min(received - at, WINDOW - from);
      int count = (int) Math.min(there, target.remaining());
      target.put(window, from, count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // The stream is the caller's, and goes on.
    }
  }
}
