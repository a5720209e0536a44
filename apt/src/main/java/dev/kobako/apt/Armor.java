package dev.kobako.apt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** OpenPGP bytes written as text (RFC 9580, 6): blocks of base64 between two lines of dashes. */
final class Armor {
  private static final int CRC24_START = 0xB704CE;
  private static final int CRC24_POLYNOMIAL = 0x1864CFB;

  private Armor() {}

  /** Whether a file is armored rather than binary: no packet starts with a letter or a dash. */
  static boolean looksArmored(byte[] bytes) {
    return bytes.length > 0 && bytes[0] >= 0;
  }

  /**
   * What all blocks of a kind hold, one after the other; text between blocks is nobody's.
   *
   * @param kind {@code PUBLIC KEY BLOCK} or {@code SIGNATURE}
   * @throws IOException where there is no such block, or one is damaged
   */
  static byte[] decode(String text, String kind) throws IOException {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length());
    List<String> lines = text.lines().toList();
    int at = lines.indexOf(begin(kind));
    while (at >= 0) {
      int end = at + 1;
      while (end < lines.size() && !lines.get(end).stripTrailing().equals(end(kind))) {
        end++;
      }
      if (end == lines.size()) {
        throw new IOException("an armored block without " + end(kind));
      }
      decoded.writeBytes(block(lines.subList(at + 1, end)));
      int next = lines.subList(end, lines.size()).indexOf(begin(kind));
      at = next < 0 ? -1 : end + next;
    }
    if (decoded.size() == 0) {
      throw new IOException("nothing between " + begin(kind) + " and " + end(kind));
    }
    return decoded.toByteArray();
  }

  static String begin(String kind) {
    return "-----BEGIN PGP " + kind + "-----";
  }

  static String end(String kind) {
    return "-----END PGP " + kind + "-----";
  }

  private static byte[] block(List<String> lines) throws IOException {
    int line = 0;
    while (line < lines.size() && lines.get(line).contains(": ")) {
      line++; // "Version: …", "Comment: …", which are signed by nobody.
    }
    StringBuilder base64 = new StringBuilder();
    String sum = "";
    for (String text : lines.subList(line, lines.size())) {
      String stripped = text.strip();
      if (!sum.isEmpty() && !stripped.isEmpty()) {
        throw new IOException("text after the checksum of an armored block");
      }
      if (stripped.startsWith("=") && stripped.length() == 5) {
        sum = stripped.substring(1);
      } else {
        base64.append(stripped);
      }
    }
    byte[] decoded = decode(base64.toString());
    if (!sum.isEmpty() && crc24(decoded) != number(decode(sum))) {
      throw new IOException("an armored block whose checksum differs");
    }
    return decoded;
  }

  private static byte[] decode(String base64) throws IOException {
    try {
      return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new IOException("an armored block that is not base64", e);
    }
  }

  private static int number(byte[] bytes) {
    int number = 0;
    for (byte each : bytes) {
      number = (number << 8) | (each & 0xff);
    }
    return number;
  }

  private static int crc24(byte[] bytes) {
    int crc = CRC24_START;
    for (byte each : bytes) {
      crc ^= (each & 0xff) << 16;
      for (int bit = 0; bit < 8; bit++) {
        crc <<= 1;
        if ((crc & 0x1000000) != 0) {
          crc ^= CRC24_POLYNOMIAL;
        }
      }
    }
    return crc & 0xffffff;
  }
}
