package dev.kobako.check;

import dev.kobako.diagnostic.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What a program writes: the last of it is kept, each line is told as it comes. Bounded, however
 * much that is. Safe for use by several threads.
 */
final class RunOutput {
  /** As much as a person reads. */
  private static final int SHOWN_LINES = 40;

  private static final int LONGEST_LINE = 8 << 10;

  private final int limit;
  private final Consumer<String> lines;
  private byte[] ring;
  private long written;

  /**
   * Keeps a tail.
   *
   * @param limit in bytes
   * @param lines told each line, without its end, a long one in pieces; by the thread that writes
   */
  RunOutput(int limit, Consumer<String> lines) {
    this.limit = limit;
    this.lines = lines;
    this.ring = new byte[Math.min(limit, 4 << 10)];
  }

  /** A stream of the program's; what comes by it is never refused. */
  OutputStream stream() {
    return new Incoming();
  }

  /** The tail: all, where that is not more than the limit. */
  synchronized byte[] bytes() {
    int length = (int) Math.min(written, ring.length);
    byte[] tail = new byte[length];
    int end = (int) (written % ring.length);
    int first = written <= ring.length ? 0 : end;
    int untilWrap = Math.min(length, ring.length - first);
    System.arraycopy(ring, first, tail, 0, untilWrap);
    System.arraycopy(ring, 0, tail, untilWrap, length - untilWrap);
    return tail;
  }

  /** The last lines, without what would steer a terminal. */
  String shown() {
    String[] all = new String(bytes(), StandardCharsets.UTF_8).split("\n");
    StringBuilder text = new StringBuilder();
    for (int i = Math.max(0, all.length - SHOWN_LINES); i < all.length; i++) {
      text.append(PrintableText.of(all[i].stripTrailing())).append('\n');
    }
    return text.toString().strip();
  }

  private synchronized void keep(byte[] bytes, int offset, int length) {
    grow(length);
    int skipped = Math.max(0, length - ring.length);
    int at = (int) ((written + skipped) % ring.length);
    int untilWrap = Math.min(length - skipped, ring.length - at);
    System.arraycopy(bytes, offset + skipped, ring, at, untilWrap);
    System.arraycopy(bytes, offset + skipped + untilWrap, ring, 0, length - skipped - untilWrap);
    written += length;
  }

  /** As long as nothing was overwritten, the start of the ring is the start of the output. */
  private void grow(int length) {
    if (ring.length < limit && written + length > ring.length) {
      byte[] larger = new byte[(int) Math.min(limit, Math.max(ring.length * 4L, written + length))];
      System.arraycopy(ring, 0, larger, 0, (int) written);
      ring = larger;
    }
  }

  /** One of the program's streams; lines of two are not mixed. */
  private final class Incoming extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      keep(bytes, offset, length);
      int start = offset;
      for (int i = offset; i < offset + length; i++) {
        if (bytes[i] == '\n' || line.size() + i - start >= LONGEST_LINE) {
          boolean ends = bytes[i] == '\n';
          line.write(bytes, start, i - start + (ends ? 0 : 1));
          tell();
          start = i + 1;
        }
      }
      line.write(bytes, start, offset + length - start);
    }

    @Override
    public void close() {
      if (line.size() > 0) {
        tell();
      }
    }

    private void tell() {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
  }
}
