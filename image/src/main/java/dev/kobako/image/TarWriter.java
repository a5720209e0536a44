package dev.kobako.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes the tar of an archive of images: few entries with short names, of root and of 1970, so
 * that the same images give the same bytes. Layers are written by the tree module.
 */
final class TarWriter {
  private static final int BLOCK = 512;
  private static final int NAME = 100;

  /** The largest size in eleven octal digits; beyond it, the binary form that all readers know. */
  private static final long MAX_OCTAL = 077777777777L;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void folder(String name) throws IOException {
    out.write(header(name + "/", 0755, '5', 0));
  }

  void file(String name, byte[] bytes) throws IOException {
    out.write(header(name, 0644, '0', bytes.length));
    out.write(bytes);
    pad(bytes.length);
  }

  /** Copies {@code in}, which must have exactly {@code size} bytes; the caller closes it. */
  void file(String name, long size, InputStream in) throws IOException {
    out.write(header(name, 0644, '0', size));
    byte[] buffer = new byte[256 * 1024];
    long count = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      count += n;
    }
    if (count != size) {
      throw new IOException(name + " has " + count + " bytes, expected " + size);
    }
    pad(size);
  }

  /** Ends the archive; does not close it. */
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) Math.floorMod(-size, (long) BLOCK)]);
  }

  private static byte[] header(String name, int mode, char type, long size) {
    byte[] block = new byte[BLOCK];
    if (name.length() > NAME) {
      throw new IllegalArgumentException("a name of more than 100 bytes: " + name);
    }
    put(block, 0, name);
    put(block, 100, octal(mode, 7));
    put(block, 108, octal(0, 7));
    put(block, 116, octal(0, 7));
    if (size <= MAX_OCTAL) {
      put(block, 124, octal(size, 11));
    } else {
      block[124] = (byte) 0x80;
      for (int i = 0; i < 8; i++) {
        block[135 - i] = (byte) (size >>> (8 * i));
      }
    }
    put(block, 136, octal(0, 11));
    block[156] = (byte) type;
    put(block, 257, "ustar\00000");
    put(block, 148, "        ");
    long sum = 0;
    for (byte value : block) {
      sum += value & 0xff;
    }
    put(block, 148, octal(sum, 6) + "\0 ");
    return block;
  }

  private static String octal(long value, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "o", value);
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
