package dev.kobako.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One 512-byte tar header, field by field; text that is too long is cut at the field's end. */
public final class TarHeaderBuilder {
  private final byte[] block = new byte[TarBuilder.BLOCK];
  private boolean ownChecksum;

  TarHeaderBuilder() {
    raw(257, ascii("ustar\00000"));
    mode(0).size(0).device(0, 0).type('0');
  }

  /** The name field, at most 100 bytes. */
  public TarHeaderBuilder name(String name) {
    return name(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The name field from bytes that need not be UTF-8. */
  public TarHeaderBuilder name(byte[] name) {
    return text(0, 100, name);
  }

  /** Permission bits. */
  public TarHeaderBuilder mode(long mode) {
    return octal(100, 8, mode);
  }

  /** Owner and group; in base 256 where octal digits don't suffice. */
  public TarHeaderBuilder owner(long uid, long gid) {
    return number(108, 8, uid).number(116, 8, gid);
  }

  /** The number of content bytes; in base 256 where octal digits don't suffice. */
  public TarHeaderBuilder size(long size) {
    return number(124, 12, size);
  }

  /** Seconds since 1970; in base 256 where octal digits don't suffice. */
  public TarHeaderBuilder mtime(long seconds) {
    return number(136, 12, seconds);
  }

  /** The type flag. */
  public TarHeaderBuilder type(char type) {
    block[156] = (byte) type;
    return this;
  }

  /** The link target field, at most 100 bytes. */
  public TarHeaderBuilder linkName(String target) {
    return text(157, 100, target.getBytes(StandardCharsets.UTF_8));
  }

  /** Device numbers. */
  public TarHeaderBuilder device(long major, long minor) {
    return number(329, 8, major).number(337, 8, minor);
  }

  /** What stands before the name, at most 155 bytes. */
  public TarHeaderBuilder prefix(String prefix) {
    return text(345, 155, prefix.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes it a GNU header. */
  public TarHeaderBuilder gnu() {
    return raw(257, ascii("ustar  \0"));
  }

  /** Makes it a header of the seventh edition of Unix: no magic, no device, no prefix. */
  public TarHeaderBuilder v7() {
    Arrays.fill(block, 257, block.length, (byte) 0);
    return this;
  }

  /** Octal digits up to the last byte of a field, which is NUL. */
  public TarHeaderBuilder octal(int offset, int width, long value) {
    String digits = Long.toOctalString(value);
    return raw(offset, ascii("0".repeat(Math.max(0, width - 1 - digits.length())) + digits + "\0"));
  }

  /** A number in GNU's base 256: the first bit set, then two's complement, big end first. */
  public TarHeaderBuilder base256(int offset, int width, long value) {
    for (int i = 0; i < width; i++) {
      int shift = 8 * (width - 1 - i);
      block[offset + i] = (byte) (value >> Math.min(shift, 63));
    }
    block[offset] |= (byte) 0x80;
    return this;
  }

  /** Any bytes anywhere. */
  public TarHeaderBuilder raw(int offset, byte[] bytes) {
    System.arraycopy(bytes, 0, block, offset, bytes.length);
    return this;
  }

  /** A checksum that need not match. */
  public TarHeaderBuilder checksum(int value) {
    ownChecksum = true;
    return octal(148, 8, value);
  }

  byte[] bytes() {
    if (!ownChecksum) {
      Arrays.fill(block, 148, 156, (byte) ' ');
      int sum = 0;
      for (byte b : block) {
        sum += b & 0xFF;
      }
      octal(148, 7, sum);
    }
    return block.clone();
  }

  private TarHeaderBuilder number(int offset, int width, long value) {
    boolean fits = value >= 0 && value < 1L << (3 * (width - 1));
    return fits ? octal(offset, width, value) : base256(offset, width, value);
  }

  private TarHeaderBuilder text(int offset, int width, byte[] text) {
    Arrays.fill(block, offset, offset + width, (byte) 0);
    return raw(offset, Arrays.copyOf(text, Math.min(text.length, width)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
