package dev.kobako.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A tar whose headers are changed in place, to make what no honest program writes. */
final class TarBytes {
  private final Path file;
  private final byte[] bytes;

  private TarBytes(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static TarBytes of(Path file) throws IOException {
    return new TarBytes(file, Files.readAllBytes(file));
  }

  /** Turns an entry without content into a symbolic link. */
  TarBytes makeLink(String name, String target) {
    int header = header(name);
    bytes[header + 156] = '2';
    put(header + 157, 100, target);
    return this;
  }

  TarBytes rename(String name, String newName) {
    put(header(name), 100, newName);
    return this;
  }

  TarBytes claimSize(String name, long size) {
    put(header(name) + 124, 12, String.format(Locale.ROOT, "%011o", size));
    return this;
  }

  void write() throws IOException {
    for (int at = 0; at + 512 <= bytes.length; at += 512) {
      if (new String(bytes, at + 257, 5, StandardCharsets.US_ASCII).equals("ustar")) {
        put(at + 148, 8, "        ");
        long sum = 0;
        for (int i = 0; i < 512; i++) {
          sum += bytes[at + i] & 0xff;
        }
        put(at + 148, 8, String.format(Locale.ROOT, "%06o\0 ", sum));
      }
    }
    Files.write(file, bytes);
  }

  private int header(String name) {
    byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < bytes.length; at += 512) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("no entry " + name);
  }

  private void put(int offset, int length, String text) {
    Arrays.fill(bytes, offset, offset + length, (byte) 0);
    byte[] value = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(value, 0, bytes, offset, value.length);
  }
}
