package dev.kobako.packages;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What Go's linker writes into a program about the module that it was built from (Go's package
 * debug/buildinfo): magic bytes at a multiple of 16, and from Go 1.18 on the texts right behind.
 */
public final class GoBuildInfo {
  /** How many bytes from the magic on are wanted: the main module is named at the beginning. */
  public static final int LENGTH = 4096;

  /** The section that it is in. */
  static final String SECTION = ".go.buildinfo";

  /** Where it begins is a multiple of this. */
  public static final int ALIGNMENT = 16;

  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);

  /** Bytes of the head: magic, size of pointers, flags, two pointers. */
  private static final int HEAD = 32;

  private static final int FLAGS = 15;
  private static final int TEXTS_FOLLOW = 2;

  /** Random bytes around the text of the modules, by which debuggers find it. */
  private static final int SENTINEL = 16;

  private final byte[] bytes;
  private int at = HEAD;

  private GoBuildInfo(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether it may begin here, as far as the bytes go. */
  public static boolean beginsAt(byte[] bytes, int offset, int end) {
    int length = Math.min(MAGIC.length, end - offset);
    return Arrays.equals(bytes, offset, offset + length, MAGIC, 0, length);
  }

  /**
   * The main module, or for a program of Go itself its path with Go's version.
   *
   * @param bytes from the magic on, {@value #LENGTH} of them or as many as there are
   */
  public static Optional<NamedPackage> module(byte[] bytes) {
    if (bytes.length < HEAD
        || !beginsAt(bytes, 0, bytes.length)
        || (bytes[FLAGS] & TEXTS_FOLLOW) == 0) {
      return Optional.empty();
    }
    GoBuildInfo info = new GoBuildInfo(bytes);
    String version = info.text();
    String modules = info.text();
    return named(version, modules.length() < SENTINEL ? "" : modules.substring(SENTINEL));
  }

  private static Optional<NamedPackage> named(String goVersion, String modules) {
    String path = "";
    for (String line : modules.split("\n", -1)) {
      String[] columns = line.split("\t", -1);
      if (columns[0].equals("path") && columns.length > 1) {
        path = columns[1];
      } else if (columns[0].equals("mod") && columns.length > 2 && !columns[1].isEmpty()) {
        return Optional.of(new NamedPackage(Ecosystem.GO, columns[1], columns[2]));
      }
    }
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(new NamedPackage(Ecosystem.GO, path, goVersion));
  }

  /** A text with its length before it, seven bits a byte; what is cut off is not there. */
  private String text() {
    long length = 0;
    int shift = 0;
    boolean more = true;
    while (more && at < bytes.length && shift < Integer.SIZE) {
      length |= (bytes[at] & 0x7fL) << shift;
      more = bytes[at] < 0;
      shift += 7;
      at++;
    }
    int end = (int) Math.min(bytes.length, at + length);
    String text = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    at = end;
    return text;
  }
}
