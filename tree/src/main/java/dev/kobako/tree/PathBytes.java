package dev.kobako.tree;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * File names between bytes and text, without loss. Well-formed UTF-8 is itself; every other byte
 * {@code b} becomes the lone surrogate U+DC00+b, which well-formed UTF-8 can't contain (the scheme
 * of Python's PEP 383).
 */
public final class PathBytes {
  private PathBytes() {}

  /** The text of a file name's bytes. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The text of a slice of bytes. */
  public static String decode(byte[] bytes, int offset, int length) {
    if (isAscii(bytes, offset, length)) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    CharBuffer out = CharBuffer.allocate(length);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    while (true) {
      var result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (0xDC00 + (in.get() & 0xFF)));
      }
      decoder.reset();
    }
  }

  /** Most names are; and text that is a byte a character takes half the memory. */
  private static boolean isAscii(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The bytes of a file name's text.
   *
   * @throws IllegalArgumentException for a lone surrogate that stands for no byte
   */
  public static byte[] encode(String text) {
    if (hasNoSurrogate(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteBuffer out = ByteBuffer.allocate(text.length() * 3);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= 0xDC80 && c <= 0xDCFF) {
        out.put((byte) (c - 0xDC00));
        i++;
        continue;
      }
      int length = Character.charCount(text.codePointAt(i));
      try {
        out.put(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, i, i + length)));
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException("not a file name: " + text, e);
      }
      i += length;
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static boolean hasNoSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
