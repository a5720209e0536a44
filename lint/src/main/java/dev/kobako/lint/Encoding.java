package dev.kobako.lint;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** In what a text is written: UTF-8, unless a byte order mark says something else. */
enum Encoding {
  UTF_32LE("UTF-32LE", "\u00ff\u00fe\0\0"),
  UTF_32BE("UTF-32BE", "\0\0\u00fe\u00ff"),
  UTF_16LE("UTF-16LE", "\u00ff\u00fe"),
  UTF_16BE("UTF-16BE", "\u00fe\u00ff"),
  UTF_8("UTF-8", "\u00ef\u00bb\u00bf");

  private final String charset;
  private final String mark;

  Encoding(String charset, String mark) {
    this.charset = charset;
    this.mark = mark;
  }

  /** The text without its mark, what can't be decoded as U+FFFD. */
  static String decoded(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1);
    for (Encoding each : values()) {
      if (start.startsWith(each.mark)) {
        int length = each.mark.length();
        return new String(bytes, length, bytes.length - length, Charset.forName(each.charset));
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
