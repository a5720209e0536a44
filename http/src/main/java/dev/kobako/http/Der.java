package dev.kobako.http;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A place in DER-encoded bytes (X.690), as far as certificates and keys need it. Whatever leads
 * outside the bytes is an {@link IllegalArgumentException}.
 */
public final class Der {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int IDENTIFIER = 0x06;
  static final int CONTEXT_0 = 0xa0;

  /** The type of a text in UTF-8. */
  public static final int UTF8_STRING = 0x0c;

  /** The type of elements in an order. */
  public static final int SEQUENCE = 0x30;

  /** The type of elements without an order, which DER gives one: that of their bytes. */
  public static final int SET = 0x31;

  private static final int LONG_FORM = 0x80;

  private final byte[] bytes;
  private final int end;
  private int position;

  /** The first of these bytes. */
  public Der(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Der(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Whether no element comes any more. */
  public boolean isEnd() {
    return position == end;
  }

  /** The type of the next element: its first byte, class and form included. */
  public int type() {
    return octet(position);
  }

  /** All that comes from here to the end. */
  public byte[] rest() {
    return Arrays.copyOfRange(bytes, position, end);
  }

  /** Whether an element of that type comes next. */
  boolean isNext(int tag) {
    return position < end && (bytes[position] & 0xff) == tag;
  }

  /** The inside of the next element. */
  public Der enter(int tag) {
    int start = position;
    skip(tag);
    return new Der(bytes, start + 1 + lengthOctets(start + 1), position);
  }

  /** Goes behind the next element. */
  void skip(int tag) {
    if (!isNext(tag)) {
      throw new IllegalArgumentException("expected an element of type " + tag);
    }
    int lengthAt = position + 1;
    int length = length(lengthAt);
    int start = lengthAt + lengthOctets(lengthAt);
    if (length > end - start) {
      throw new IllegalArgumentException("an element is longer than what it is in");
    }
    position = start + length;
  }

  /** The next element as it is encoded, with type and length. */
  public byte[] take(int tag) {
    int start = position;
    skip(tag);
    return Arrays.copyOfRange(bytes, start, position);
  }

  private int lengthOctets(int at) {
    int first = octet(at);
    return first < LONG_FORM ? 1 : 1 + (first - LONG_FORM);
  }

  private int length(int at) {
    int first = octet(at);
    if (first < LONG_FORM) {
      return first;
    }
    int octets = first - LONG_FORM;
    if (octets < 1 || octets > 3) {
      throw new IllegalArgumentException("a length of " + octets + " octets");
    }
    int length = 0;
    for (int i = 1; i <= octets; i++) {
      length = length << 8 | octet(at + i);
    }
    return length;
  }

  private int octet(int at) {
    if (at >= end) {
      throw new IllegalArgumentException("ends within an element");
    }
    return bytes[at] & 0xff;
  }

  /** Elements put together to one. */
  public static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
    out.write(tag);
    if (length >= LONG_FORM) {
      // DER wants the shortest form.
      int octets = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
      out.write(LONG_FORM + octets);
      for (int i = octets - 1; i > 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
