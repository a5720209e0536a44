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

  /** By value of a byte. */
  private static final boolean[] PRINTABLE = new boolean[256];

  static {
    for (int value = ' '; value < PRINTABLE.length; value++) {
      PRINTABLE[value] = value != 0x7f;
    }
    PRINTABLE['\t'] = true;
    PRINTABLE['\n'] = true;
  }

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
      scan(chunk, count);
      at += count;
    }
  }

  /**
   * A program can have a hundred megabytes of data, so bytes are looked at where they lie; only
   * what reaches over the end of a chunk is collected.
   */
  private void scan(byte[] chunk, int count) {
    int at = 0;
    while (length > 0 && at < count) {
      accept(chunk[at++]);
    }
    while (at < count) {
      int start = at;
      while (at < count && PRINTABLE[chunk[at] & 0xff]) {
        at++;
      }
      if (at == count) {
        for (int i = start; i < count; i++) {
          accept(chunk[i]);
        }
      } else if (chunk[at] == 0) {
        finish(chunk, start, at - start);
      }
      at++;
    }
  }

  private void accept(byte value) {
    if (PRINTABLE[value & 0xff]) {
      if (length < MAX_LENGTH) {
        run[length] = value;
      }
      length = Math.min(length + 1, MAX_LENGTH + 1);
    } else {
      if (value == 0) {
        finish(run, 0, length);
      }
      length = 0;
    }
  }

  private void finish(byte[] bytes, int start, int count) {
    if (count < minLength || count == 0 || count > MAX_LENGTH) {
      return;
    }
    // Bytes above 0x7f are text only if they are UTF-8; in most places they are not text at all.
    for (int i = start; i < start + count; i++) {
      if (bytes[i] < 0) {
        if (isBegun(bytes, i, start + count)) {
          sinkUtf8(bytes, start, count);
        }
        return;
      }
    }
    sink.accept(new String(bytes, start, count, StandardCharsets.ISO_8859_1));
  }

  /** Whether UTF-8 could have a character of several bytes there. */
  private static boolean isBegun(byte[] bytes, int at, int end) {
    return (bytes[at] & 0xc0) == 0xc0 && at + 1 < end && (bytes[at + 1] & 0xc0) == 0x80;
  }

  private void sinkUtf8(byte[] bytes, int start, int count) {
    String text = new String(bytes, start, count, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      sink.accept(text);
    }
  }
}
