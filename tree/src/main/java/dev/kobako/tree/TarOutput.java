package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes tar headers, byte-exact: ustar where everything fits, else a PAX extended header with just
 * the fields that don't. User and group names are never written.
 */
final class TarOutput {
  private static final int BLOCK = TarHeader.BLOCK;
  private static final byte[] PAX_NAME = ascii("././@PaxHeader");

  private final OutputStream out;
  private final TarOptions options;

  TarOutput(OutputStream out, TarOptions options) {
    this.out = out;
    this.options = options;
  }

  /** Fields of a member that its kind decides. */
  record Kind(char type, String linkTarget, long size, long major, long minor) {
    static Kind of(char type) {
      return new Kind(type, "", 0, 0, 0);
    }
  }

  /** Writes the header or headers of a member. */
  void header(String name, Attributes attributes, Kind kind) throws IOException {
    Map<String, byte[]> pax = new TreeMap<>();
    byte[] block = new byte[BLOCK];
    name(block, PathBytes.encode(name), pax);
    text(block, 157, 100, PathBytes.encode(kind.linkTarget), "linkpath", pax);
    number(block, 100, 8, attributes.mode());
    paxNumber(block, 108, 8, Integer.toUnsignedLong(attributes.uid()), "uid", pax);
    paxNumber(block, 116, 8, Integer.toUnsignedLong(attributes.gid()), "gid", pax);
    paxNumber(block, 124, 12, kind.size, "size", pax);
    time(block, options.written(attributes.mtime()), pax);
    number(block, 329, 8, kind.major);
    number(block, 337, 8, kind.minor);
    block[156] = (byte) kind.type;
    attributes
        .xattrs()
        .forEach((key, value) ->
            pax.put("SCHILY.xattr." + key, value.getBytes(StandardCharsets.ISO_8859_1)));
    if (!pax.isEmpty()) {
      extendedHeader(pax);
    }
    seal(block);
  }

  /**
   * Writes an entry with its content, as a member of its own.
   *
   * @throws KobakoException outside, if a file ends before it is as long as it was
   */
  void entry(String name, Entry entry) throws IOException {
    Attributes attributes = entry.attributes();
    switch (entry) {
      case Entry.Directory _ -> header(name, attributes, Kind.of('5'));
      case Entry.RegularFile file -> {
        long size = file.content().size();
        header(name, attributes, new Kind('0', "", size, 0, 0));
        content(name, file.content(), size);
        padding(size);
      }
      case Entry.Symlink(_, String target) ->
          header(name, attributes, new Kind('2', target, 0, 0, 0));
      case Entry.Device(_, boolean block, long major, long minor) ->
          header(name, attributes, new Kind(block ? '4' : '3', "", 0, major, minor));
      case Entry.Fifo _ -> header(name, attributes, Kind.of('6'));
    }
  }

  /** A file of the host can change while it is read; its header has promised a size by then. */
  private void content(String name, Content content, long size) throws IOException {
    if (size == 0) {
      return;
    }
    byte[] buffer = new byte[(int) Math.min(size, 64 * 1024)];
    long left = size;
    try (InputStream in = content.open()) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw KobakoException.outside(
              Diagnostic.of(
                  Printable.text("/" + name),
                  "ends after " + (size - left) + " bytes, expected " + size,
                  "the file changed while it was read: try again when nothing writes to it"),
              null);
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  /** Fills the last block of a content. */
  private void padding(long size) throws IOException {
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  /** Ends the tar with two zero blocks, and no more: a record of 10 KiB is for tapes. */
  void end() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void extendedHeader(Map<String, byte[]> pax) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    pax.forEach((key, value) -> record(records, PathBytes.encode(key), value));
    byte[] block = new byte[BLOCK];
    System.arraycopy(PAX_NAME, 0, block, 0, PAX_NAME.length);
    number(block, 100, 8, 0644);
    number(block, 108, 8, 0);
    number(block, 116, 8, 0);
    number(block, 124, 12, records.size());
    number(block, 136, 12, 0);
    number(block, 329, 8, 0);
    number(block, 337, 8, 0);
    block[156] = 'x';
    seal(block);
    records.writeTo(out);
    padding(records.size());
  }

  /** The length in front counts its own digits. */
  private static void record(ByteArrayOutputStream out, byte[] key, byte[] value) {
    int rest = key.length + value.length + 3;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    out.writeBytes(ascii(length + " "));
    out.writeBytes(key);
    out.write('=');
    out.writeBytes(value);
    out.write('\n');
  }

  private static void name(byte[] block, byte[] name, Map<String, byte[]> pax) {
    if (name.length <= 100) {
      System.arraycopy(name, 0, block, 0, name.length);
      return;
    }
    int slash = splitAt(name);
    if (slash < 0) {
      text(block, 0, 100, name, "path", pax);
      return;
    }
    System.arraycopy(name, 0, block, 345, slash);
    System.arraycopy(name, slash + 1, block, 0, name.length - slash - 1);
  }

  /** The slash that leaves at most 155 bytes before and 1 to 100 after it, or -1. */
  private static int splitAt(byte[] name) {
    for (int i = Math.max(1, name.length - 101); i <= 155 && i < name.length - 1; i++) {
      if (name[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  private static void text(
      byte[] block, int offset, int width, byte[] text, String key, Map<String, byte[]> pax) {
    if (text.length > width) {
      pax.put(key, text);
    }
    System.arraycopy(text, 0, block, offset, Math.min(text.length, width));
  }

  private static void paxNumber(
      byte[] block, int offset, int width, long value, String key, Map<String, byte[]> pax) {
    if (fits(value, width)) {
      number(block, offset, width, value);
    } else {
      number(block, offset, width, 0);
      pax.put(key, ascii(Long.toString(value)));
    }
  }

  /** Zero-padded octal; a device number that has no PAX key goes in GNU's base 256. */
  private static void number(byte[] block, int offset, int width, long value) {
    if (fits(value, width)) {
      for (int i = 0; i < width - 1; i++) {
        block[offset + i] = (byte) ('0' + ((value >> (3 * (width - 2 - i))) & 7));
      }
    } else {
      for (int i = 0; i < width; i++) {
        block[offset + i] = (byte) (value >> (8 * (width - 1 - i)));
      }
      block[offset] |= (byte) 0x80;
    }
  }

  private static boolean fits(long value, int width) {
    return value >= 0 && value < 1L << (3 * (width - 1));
  }

  private static void time(byte[] block, Instant mtime, Map<String, byte[]> pax) {
    long seconds = mtime.getEpochSecond();
    if (mtime.getNano() == 0 && fits(seconds, 12)) {
      number(block, 136, 12, seconds);
    } else {
      number(block, 136, 12, fits(seconds, 12) ? seconds : 0);
      pax.put("mtime", ascii(decimal(mtime)));
    }
  }

  /** Seconds since 1970 with as many decimals as are needed; -1.5 is half a second before -1. */
  static String decimal(Instant time) {
    long seconds = time.getEpochSecond();
    int nanos = time.getNano();
    if (nanos == 0) {
      return Long.toString(seconds);
    }
    boolean negative = seconds < 0;
    long whole = negative ? -(seconds + 1) : seconds;
    String digits = String.format("%09d", negative ? 1_000_000_000 - nanos : nanos);
    String trimmed = digits.replaceAll("0+$", "");
    return (negative ? "-" : "") + whole + "." + trimmed;
  }

  private void seal(byte[] block) throws IOException {
    System.arraycopy(ascii("ustar\00000"), 0, block, 257, 8);
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    number(block, 148, 7, sum);
    block[154] = 0;
    out.write(block);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
