package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * The constant texts of a program: runs of printable UTF-8 that end with NUL. Whatever precedes a
 * run, a number say, is no part of it, so that a text may come with its first letters missing only
 * if those were not printable.
 */
public final class ElfStrings {
  private static final int MAX_LENGTH = 4096;

  /**
   * What a decoder puts in place of bytes that are not UTF-8; it is in no constant worth reading.
   */
  private static final char REPLACEMENT = '\uFFFD';

  private static final int CHUNK = 256 * 1024;

  private final int minLength;
  private final Consumer<String> sink;
  private final byte[] run = new byte[MAX_LENGTH];
  private int length;

  private ElfStrings(int minLength, Consumer<String> sink) {
    this.minLength = minLength;
    this.sink = sink;
  }

  /**
   * Hands every constant of {@code minLength} to {@value #MAX_LENGTH} bytes to {@code sink}, in the
   * order of the file. Reads in chunks; holds no more than one of them.
   *
   * <p>Looks into the segments that are loaded but not executed; where none of them is read-only,
   * as link editors once laid files out, constants lie among the code and that is read too.
   */
  public static void forEach(
      SeekableByteChannel channel, ElfFile elf, int minLength, Consumer<String> sink)
      throws IOException {
    List<Segment> loads =
        elf.segments().stream().filter(segment -> segment.type() == Segment.LOAD).toList();
    boolean constantsApart =
        loads.stream().anyMatch(segment -> !segment.executable() && !segment.writable());
    byte[] chunk = new byte[CHUNK];
    long size = channel.size();
    // overlapping segments would let a small file be read over and over
    long from = 0;
    for (Segment segment : loads) {
      if (segment.offset() < 0 || segment.fileSize() < 0 || segment.offset() > size) {
        continue;
      }
      long end = segment.offset() + Math.min(segment.fileSize(), size - segment.offset());
      if (!segment.executable() || !constantsApart) {
        long start = Math.max(from, segment.offset());
        new ElfStrings(minLength, sink).scan(channel, start, end, chunk);
        from = Math.max(from, end);
      }
    }
  }

  private void scan(SeekableByteChannel channel, long start, long end, byte[] chunk)
      throws IOException {
    long at = start;
    while (at < end) {
      channel.position(at);
      int count = channel.read(ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, end - at)));
      if (count < 0) {
        return;
      }
      for (int i = 0; i < count; i++) {
        accept(chunk[i]);
      }
      at += count;
    }
  }

  private void accept(byte value) {
    if (value == 0) {
      finish();
    } else if (printable(value)) {
      if (length < MAX_LENGTH) {
        run[length] = value;
      }
      length = Math.min(length + 1, MAX_LENGTH + 1);
    } else {
      length = 0;
    }
  }

  private static boolean printable(byte value) {
    return value < 0 || (value >= ' ' && value != 0x7f) || value == '\t' || value == '\n';
  }

  private void finish() {
    if (length >= minLength && length > 0 && length <= MAX_LENGTH) {
      sinkRun();
    }
    length = 0;
  }

  /** Bytes above 0x7f are text only if they are UTF-8; in most places they are not text at all. */
  private void sinkRun() {
    for (int i = 0; i < length; i++) {
      if (run[i] < 0) {
        String text = new String(run, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
          sink.accept(text);
        }
        return;
      }
    }
    sink.accept(new String(run, 0, length, StandardCharsets.ISO_8859_1));
  }
}
