package dev.kobako.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The text of names and paths in binary files: bytes of UTF-8, in practice mostly ASCII. */
final class PathText {
  private PathText() {}

  /** The text of the first {@code length} bytes. */
  static String of(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(0, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The folder part of an absolute path, without a final slash except for the root. */
  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The name in a folder. */
  static String child(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
