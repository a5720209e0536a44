package dev.kobako.debian;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the members of the archive that a .deb is, in their order: the common form of ar(5), whose
 * names have at most 16 bytes. Extended names are no part of deb(5) and are refused as names that
 * are not known.
 */
final class ArMembers {
  private static final String MAGIC = "!<arch>\n";
  private static final int HEADER = 60;
  private static final int NAME = 16;
  private static final int SIZE_START = 48;
  private static final int SIZE_END = 58;

  private final DebSource in;
  private final DebPlace place;
  private Member current;

  /** Reads the archive's magic. */
  ArMembers(DebSource in, DebPlace place) {
    this.in = in;
    this.place = place;
    byte[] magic = new byte[MAGIC.length()];
    int count = in.read(magic, 0, magic.length);
    if (count < magic.length || !ascii(magic, 0, magic.length).equals(MAGIC)) {
      throw place.finding("is no .deb: it does not begin as an ar archive, !<arch>");
    }
    this.current = new Member("", 0);
  }

  /** The next member, whatever was left of the one before; empty at the end. */
  Optional<Member> next() {
    current.skip();
    byte[] header = new byte[HEADER];
    int count = in.read(header, 0, HEADER);
    if (count < 0) {
      return Optional.empty();
    }
    if (count < HEADER || header[HEADER - 2] != '`' || header[HEADER - 1] != '\n') {
      throw place.finding("has bytes that are no ar header where a member or the end is expected");
    }
    String name = ascii(header, 0, NAME).strip();
    current =
        new Member(name.endsWith("/") ? name.substring(0, name.length() - 1) : name, size(header));
    return Optional.of(current);
  }

  private long size(byte[] header) {
    String digits = ascii(header, SIZE_START, SIZE_END).strip();
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw place.finding("has a member whose size is no number");
    }
    return Long.parseLong(digits);
  }

  private static String ascii(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** One member and its bytes, which can be read until the next one is asked for. */
  final class Member extends InputStream {
    private final String name;
    private final long size;
    private long left;

    private Member(String name, long size) {
      this.name = name;
      this.size = size;
      this.left = size;
    }

    /** Its name without the padding. */
    String name() {
      return name;
    }

    /** How many bytes it has. */
    long size() {
      return size;
    }

    /** How many of them have not been read. */
    long left() {
      return left;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0 || length == 0) {
        return left == 0 ? -1 : 0;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw place.finding(
            "ends " + left + " bytes before the end of its member " + name + ", it was cut off");
      }
      left -= count;
      return count;
    }

    /** Members start at even places. */
    private void skip() {
      byte[] rest = new byte[(int) Math.min(left, 64 * 1024)];
      while (left > 0) {
        read(rest, 0, rest.length);
      }
      if (size % 2 == 1) {
        in.read();
      }
    }
  }
}
