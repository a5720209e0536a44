package dev.kobako.apt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A text with its signatures below it (RFC 9580, 7: the cleartext signature framework), taken apart
 * strictly: what is believed afterwards is what was signed, to the byte, and a file that has
 * anything outside of that is refused, as apt does.
 */
final class ClearSigned {
  private static final String HEAD = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = Armor.begin("SIGNATURE");

  private final byte[] file;
  private final ByteArrayOutputStream text;
  private int at;

  private ClearSigned(byte[] file) {
    this.file = file;
    this.text = new ByteArrayOutputStream(file.length);
  }

  /**
   * What was found.
   *
   * @param text the signed lines, each ended by a line feed, without blanks at their ends (which no
   *     signature covers) and without dash-escapes; one char a byte
   * @param signatures the armored blocks
   */
  record Parts(String text, String signatures) {
    /** The bytes that the signatures are over: line ends are CR LF, and the last line has none. */
    byte[] signedBytes() {
      int lines = (int) text.chars().filter(each -> each == '\n').count();
      byte[] signed = new byte[Math.max(0, text.length() + lines - 2)];
      int length = 0;
      for (int i = 0; i < text.length() - 1; i++) {
        char each = text.charAt(i);
        if (each == '\n') {
          signed[length++] = '\r';
        }
        signed[length++] = (byte) each;
      }
      return signed;
    }
  }

  /**
   * Takes a file apart.
   *
   * @throws IOException where it is not of that form, in words
   */
  static Parts parse(byte[] file) throws IOException {
    return new ClearSigned(file).parts();
  }

  private Parts parts() throws IOException {
    if (!hasLine() || !line().equals(HEAD)) {
      throw new IOException("does not begin with " + HEAD);
    }
    readHeaders();
    readText();
    String signatures = new String(file, at, file.length - at, StandardCharsets.ISO_8859_1);
    requireNothingElse(signatures);
    return new Parts(text.toString(StandardCharsets.ISO_8859_1), signatures);
  }

  private void readHeaders() throws IOException {
    while (hasLine()) {
      String header = line();
      if (header.isEmpty()) {
        return;
      }
      if (!header.startsWith("Hash: ")) {
        throw new IOException("has a line among its headers that nobody signed");
      }
    }
    throw new IOException("ends within its headers");
  }

  private void readText() throws IOException {
    while (hasLine()) {
      int start = at;
      String line = line();
      if (line.equals(SIGNATURE)) {
        at = start;
        return;
      }
      if (line.startsWith("-") && !line.startsWith("- ")) {
        throw new IOException("has a line of dashes within its text that is not escaped");
      }
      requireNoControls(line);
      text.writeBytes(
          (line.startsWith("- ") ? line.substring(2) : line).getBytes(StandardCharsets.ISO_8859_1));
      text.write('\n');
    }
    throw new IOException("has no signature below its text");
  }

  /** A carriage return alone is a line end to some and none to others: signed is one of the two. */
  private static void requireNoControls(String line) throws IOException {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) < ' ' && line.charAt(i) != '\t') {
        throw new IOException(
            "has control character %d in its text".formatted((int) line.charAt(i)));
      }
    }
  }

  /** Several blocks may follow one another; between and below them only empty lines may be. */
  private static void requireNothingElse(String signatures) throws IOException {
    boolean inside = false;
    for (String line : signatures.lines().toList()) {
      String stripped = line.stripTrailing();
      if (stripped.equals(inside ? Armor.end("SIGNATURE") : SIGNATURE)) {
        inside = !inside;
      } else if (!inside && !stripped.isEmpty()) {
        throw new IOException("has text below its signature, which nobody signed");
      }
    }
    if (inside) {
      throw new IOException("ends within its signature");
    }
  }

  private boolean hasLine() {
    return at < file.length;
  }

  /** The next line, without its end and the blanks before that. */
  private String line() {
    int start = at;
    while (at < file.length && file[at] != '\n') {
      at++;
    }
    int end = at;
    at++;
    while (end > start && isBlank(file[end - 1])) {
      end--;
    }
    return new String(file, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isBlank(byte each) {
    return each == ' ' || each == '\t' || each == '\r';
  }
}
