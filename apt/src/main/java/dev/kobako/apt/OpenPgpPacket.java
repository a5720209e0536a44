package dev.kobako.apt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where one packet lies among the bytes of a keyring or a signature (RFC 9580, 4.2). Cutting them
 * out ourselves, with every length held against what is there, keeps lengths that somebody made up
 * away from the library, and lets it see only the few keys that matter.
 */
final class OpenPgpPacket {
  static final int SIGNATURE = 2;
  static final int PUBLIC_KEY = 6;
  static final int PUBLIC_SUBKEY = 14;

  private static final int MOST_PACKETS = 100_000;

  private final byte[] bytes;
  private final int tag;
  private final int start;
  private final int bodyStart;
  private final int end;

  private OpenPgpPacket(byte[] bytes, int tag, int start, int bodyStart, int end) {
    this.bytes = bytes;
    this.tag = tag;
    this.start = start;
    this.bodyStart = bodyStart;
    this.end = end;
  }

  /**
   * All packets, in their order.
   *
   * @throws IOException where the bytes are no packets, or end early
   */
  static List<OpenPgpPacket> split(byte[] bytes) throws IOException {
    List<OpenPgpPacket> packets = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      if (packets.size() == MOST_PACKETS) {
        throw new IOException("more than " + MOST_PACKETS + " OpenPGP packets");
      }
      OpenPgpPacket packet = read(bytes, at);
      packets.add(packet);
      at = packet.end;
    }
    return packets;
  }

  private static OpenPgpPacket read(byte[] bytes, int start) throws IOException {
    int head = bytes[start] & 0xff;
    if ((head & 0x80) == 0) {
      throw new IOException("byte " + start + " is 0x%02x".formatted(head) + ", no OpenPGP packet");
    }
    boolean oldFormat = (head & 0x40) == 0;
    int tag = oldFormat ? (head >> 2) & 0xf : head & 0x3f;
    int lengthBytes = oldFormat ? 1 << (head & 3) : newLengthBytes(bytes, start + 1);
    if (oldFormat && lengthBytes == 8) {
      throw new IOException("a packet of unknown length at byte " + start);
    }
    long length = lengthOf(bytes, start + 1, lengthBytes, oldFormat);
    int bodyStart = start + 1 + (!oldFormat && lengthBytes == 4 ? 5 : lengthBytes);
    if (length > bytes.length - bodyStart) {
      throw new IOException(
          "a packet at byte %d has %d bytes, of which %d are there"
              .formatted(start, length, Math.max(0, bytes.length - bodyStart)));
    }
    return new OpenPgpPacket(bytes, tag, start, bodyStart, bodyStart + (int) length);
  }

  private static int newLengthBytes(byte[] bytes, int at) throws IOException {
    int first = at < bytes.length ? bytes[at] & 0xff : 0;
    if (first >= 224 && first < 255) {
      throw new IOException("a packet in parts at byte " + (at - 1));
    }
    return first < 192 ? 1 : first < 224 ? 2 : 4;
  }

  private static long lengthOf(byte[] bytes, int at, int lengthBytes, boolean oldFormat)
      throws IOException {
    int from = !oldFormat && lengthBytes == 4 ? at + 1 : at;
    if (from + lengthBytes > bytes.length) {
      throw new IOException("the bytes end within a packet's head");
    }
    long length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = (length << 8) | (bytes[from + i] & 0xff);
    }
    // Two bytes of the new format count from 192 on, with the first byte's upper bits set.
    return !oldFormat && lengthBytes == 2 ? length - (192 << 8) + 192 : length;
  }

  int tag() {
    return tag;
  }

  /** Its first byte among the bytes it was cut from. */
  int start() {
    return start;
  }

  /** The version of a key or signature, which their first byte says; 0 where there is none. */
  int version() {
    return bodyStart < end ? bytes[bodyStart] & 0xff : 0;
  }

  /** Head and body, as they were. */
  InputStream open() {
    return new ByteArrayInputStream(bytes, start, end - start);
  }

  /** A copy of the body. */
  byte[] body() {
    return Arrays.copyOfRange(bytes, bodyStart, end);
  }
}
