package dev.kobako.ladder;

import dev.kobako.tree.PathBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Texts of a lock, each within one line: control characters, backslashes and bytes that are no
 * UTF-8 are written as {@code \xNN}, a byte each.
 */
final class LockText {
  private LockText() {}

  /** The text as it is written; its blanks too are bytes where its end could be taken for ours. */
  static String written(String text) {
    boolean hidesBlanks = text.endsWith(" ") || text.endsWith(" ->");
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isOdd(c) || (hidesBlanks && c == ' ')) {
            for (byte each : PathBytes.encode(Character.toString(c))) {
              out.append("\\x%02x".formatted(each & 0xFF));
            }
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  private static boolean isOdd(int c) {
    return c < ' '
        || c == '\\'
        || (c >= 0x7F && c < 0xA0)
        || (c >= 0xD800 && c <= 0xDFFF)
        || c == 0x2028
        || c == 0x2029
        || Character.getType(c) == Character.FORMAT;
  }

  /**
   * The text that was written so.
   *
   * @throws IllegalArgumentException for a backslash that begins no byte
   */
  static String read(String written) {
    if (written.indexOf('\\') < 0) {
      return written;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    for (int at = written.indexOf('\\'); at >= 0; at = written.indexOf('\\', from)) {
      bytes.writeBytes(written.substring(from, at).getBytes(StandardCharsets.UTF_8));
      if (!written.startsWith("\\x", at) || at + 4 > written.length()) {
        throw new IllegalArgumentException("a backslash that begins no \\xNN");
      }
      bytes.write(Integer.parseUnsignedInt(written.substring(at + 2, at + 4), 16));
      from = at + 4;
    }
    bytes.writeBytes(written.substring(from).getBytes(StandardCharsets.UTF_8));
    return PathBytes.decode(bytes.toByteArray());
  }
}
