package dev.kobako.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One value in the Distinguished Encoding Rules (X.690): a tag, a length and contents. No more of
 * them than certificates need: tags of one byte.
 */
final class Der {
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;
  static final int UTF8_STRING = 0x0c;

  private final byte[] bytes;
  private final int contents;
  private final int end;
  private final int tag;

  private Der(byte[] bytes, int tag, int contents, int end) {
    this.bytes = bytes;
    this.tag = tag;
    this.contents = contents;
    this.end = end;
  }

  /** The value that fills {@code bytes} from the start to the end; empty if it is none. */
  static Optional<Der> read(byte[] bytes) {
    return read(bytes, 0, bytes.length).filter(value -> value.end == bytes.length);
  }

  private static Optional<Der> read(byte[] bytes, int start, int limit) {
    if (limit - start < 2 || (bytes[start] & 0x1f) == 0x1f) {
      return Optional.empty();
    }
    int first = bytes[start + 1] & 0xff;
    int contents = start + 2;
    long length = first;
    if (first >= 0x80) {
      int count = first & 0x7f;
      if (count < 1 || count > 4 || limit - contents < count) {
        return Optional.empty();
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = (length << 8) | (bytes[contents++] & 0xff);
      }
    }
    return length > limit - contents
        ? Optional.empty()
        : Optional.of(new Der(bytes, bytes[start] & 0xff, contents, contents + (int) length));
  }

  /** The tag's byte, class and form included. */
  int tag() {
    return tag;
  }

  /** The contents. */
  byte[] contents() {
    return Arrays.copyOfRange(bytes, contents, end);
  }

  /** The values that it is made of; empty if it is not made of values. */
  Optional<List<Der>> parts() {
    List<Der> parts = new ArrayList<>();
    for (int at = contents; at < end; at = parts.getLast().end) {
      Optional<Der> part = read(bytes, at, end);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(parts);
  }

  /** A value as bytes. */
  static byte[] write(int tag, byte[] contents) {
    int length = contents.length;
    int lengthBytes = length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(length)) / 8;
    byte[] bytes = new byte[2 + lengthBytes + length];
    bytes[0] = (byte) tag;
    bytes[1] = (byte) (lengthBytes == 0 ? length : 0x80 | lengthBytes);
    for (int i = 0; i < lengthBytes; i++) {
      bytes[2 + i] = (byte) (length >>> (8 * (lengthBytes - 1 - i)));
    }
    System.arraycopy(contents, 0, bytes, 2 + lengthBytes, length);
    return bytes;
  }
}
