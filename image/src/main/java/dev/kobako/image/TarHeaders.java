package dev.kobako.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The headers of a tar file one after the other: ustar, pax (both of POSIX.1-2024) and GNU's long
 * names and large numbers. Only what is needed to find files in an archive of an image; the tree
 * module has the reader for layers.
 */
final class TarHeaders {
  private static final int BLOCK = 512;
  private static final int MAX_EXTENSION = 1024 * 1024;
  private static final String AGAIN = "copy or write the archive again";

  /**
   * One entry.
   *
   * @param type the type flag
   * @param offset of the content in the archive
   */
  record Header(String name, char type, String linkTarget, long offset, long size) {}

  private final Path file;
  private final FileChannel channel;
  private final long end;
  private long position;

  TarHeaders(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.end = channel.size();
  }

  /** The next entry, none after the last one. */
  Optional<Header> next() throws IOException {
    Map<String, String> extended = new LinkedHashMap<>();
    while (true) {
      byte[] block = new byte[BLOCK];
      long at = position;
      if (end - at < BLOCK) {
        if (at == 0 || end > at) {
          throw TarIndex.finding(
              file, "no tar archive: it ends within a header at byte " + at, AGAIN);
        }
        return Optional.empty();
      }
      read(block, at);
      if (isZero(block)) {
        return Optional.empty();
      }
      checkSum(block, at);
      char type = (char) block[156];
      long size =
          extended.containsKey("size") && type != 'x' && type != 'L' && type != 'K'
              ? decimal(extended.getOrDefault("size", ""), at)
              : number(block, 124, 12, at);
      long start = at + BLOCK;
      String name = extended.getOrDefault("path", ustarName(block));
      if (!hasContent(type)) {
        size = 0;
      }
      if (size > end - start) {
        throw TarIndex.finding(
            file,
            "the entry '"
                + name
                + "' claims "
                + size
                + " bytes, but only "
                + (end - start)
                + " are left in the archive",
            "copy the archive again, it was cut off");
      }
      position = start + size + Math.floorMod(-size, (long) BLOCK);
      switch (type) {
        case 'x' -> pax(extension(start, size), extended, at);
        case 'L' -> extended.put("path", untilZero(extension(start, size), 0, (int) size));
        case 'K' -> extended.put("linkpath", untilZero(extension(start, size), 0, (int) size));
        case 'g' -> {}
        default -> {
          String target = extended.getOrDefault("linkpath", untilZero(block, 157, 100));
          return Optional.of(new Header(name, type, target, start, size));
        }
      }
    }
  }

  /** Links, devices, directories and fifos may state a size but have no content. */
  private static boolean hasContent(char type) {
    return type < '1' || type > '6';
  }

  private byte[] extension(long start, long size) throws IOException {
    if (size > MAX_EXTENSION) {
      throw TarIndex.finding(
          file, "a header of " + size + " bytes, at most " + MAX_EXTENSION + " are read", AGAIN);
    }
    byte[] bytes = new byte[(int) size];
    read(bytes, start);
    return bytes;
  }

  /** Records {@code length key=value\n}. */
  private void pax(byte[] bytes, Map<String, String> target, long at) {
    int position = 0;
    while (position < bytes.length) {
      int space = position;
      while (space < bytes.length && bytes[space] != ' ') {
        space++;
      }
      long length = decimal(text(bytes, position, space), at);
      if (length <= space - position || length > bytes.length - position) {
        throw damaged(at);
      }
      String line = text(bytes, Math.min(space + 1, bytes.length), position + (int) length - 1);
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw damaged(at);
      }
      target.put(line.substring(0, equals), line.substring(equals + 1));
      position += (int) length;
    }
  }

  private void checkSum(byte[] block, long at) {
    long sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : block[i] & 0xff;
    }
    if (sum != number(block, 148, 8, at)) {
      throw TarIndex.finding(
          file, "no tar archive: the header at byte " + at + " has a wrong checksum", AGAIN);
    }
  }

  /** Octal digits, or GNU's and star's binary numbers with the first bit set. */
  private long number(byte[] block, int offset, int length, long at) {
    if ((block[offset] & 0x80) != 0) {
      long value = 0;
      for (int i = 1; i < length; i++) {
        if (value >>> 55 != 0) {
          throw damaged(at);
        }
        value = value << 8 | (block[offset + i] & 0xff);
      }
      if (block[offset] != (byte) 0x80) {
        throw damaged(at);
      }
      return value;
    }
    String digits = untilZero(block, offset, length).strip();
    if (!digits.matches("[0-7]{0,12}")) {
      throw damaged(at);
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private long decimal(String digits, long at) {
    if (!digits.matches("[0-9]{1,18}")) {
      throw damaged(at);
    }
    return Long.parseLong(digits);
  }

  private dev.kobako.diagnostic.KobakoException damaged(long at) {
    return TarIndex.finding(file, "the tar header at byte " + at + " is damaged", AGAIN);
  }

  private static String ustarName(byte[] block) {
    String name = untilZero(block, 0, 100);
    boolean ustar = text(block, 257, 263).equals("ustar\0");
    String prefix = ustar ? untilZero(block, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String untilZero(byte[] bytes, int offset, int length) {
    int stop = offset;
    while (stop < offset + length && bytes[stop] != 0) {
      stop++;
    }
    return text(bytes, offset, stop);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }

  private static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void read(byte[] target, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new java.io.EOFException("it became shorter while it was read");
      }
    }
  }
}
