package dev.kobako.elf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The four bytes by which an ELF file is told from others (System V ABI, e_ident). */
public final class ElfMagic {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

  private ElfMagic() {}

  /** Whether a content begins so; at most four bytes of it are read. */
  public static boolean begins(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length);
    return isAt(start, 0, start.length);
  }

  /** Whether a file begins so. */
  static boolean begins(ElfBytes bytes) throws IOException {
    if (bytes.size() < MAGIC.length) {
      return false;
    }
    byte[] start = new byte[MAGIC.length];
    bytes.slice(0, start.length).get(start);
    return isAt(start, 0, start.length);
  }

  /** Whether so many bytes from an offset on begin so. */
  public static boolean isAt(byte[] bytes, int offset, int length) {
    return length >= MAGIC.length
        && Arrays.equals(bytes, offset, offset + MAGIC.length, MAGIC, 0, MAGIC.length);
  }
}
