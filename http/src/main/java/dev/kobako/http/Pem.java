package dev.kobako.http;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The blocks of a PEM file (RFC 7468); text around them is ignored, as are malformed blocks. */
final class Pem {
  private static final int LARGEST_FILE = 16 << 20;
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private Pem() {}

  /**
   * One block.
   *
   * @param label as in {@code CERTIFICATE}
   * @param headers the lines of a form that older tools write, as {@code Proc-Type: 4,ENCRYPTED}
   */
  record Block(String label, String headers, Bytes der) {
    boolean isCertificate() {
      return label.equals("CERTIFICATE") || label.equals("TRUSTED CERTIFICATE");
    }

    boolean isKey() {
      return label.endsWith("PRIVATE KEY");
    }
  }

  /** Bytes that a record holds; nobody changes them. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Bytes(byte[] array) {}

  /** The blocks of a file that the user named. */
  static List<Block> readNamed(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw KobakoException.outside(
          Diagnostic.of(file.toString(), "can't be read: " + Printable.of(reason, 200)), e);
    }
  }

  /** The blocks of a file. */
  static List<Block> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new IOException("more than " + LARGEST_FILE + " bytes");
      }
      return blocks(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
      if (labelEnd < 0) {
        break;
      }
      String label = text.substring(begin + BEGIN.length(), labelEnd);
      int contentStart = labelEnd + DASHES.length();
      int end = text.indexOf(DASHES, contentStart);
      if (end < 0) {
        break;
      }
      if (text.startsWith("-----END ", end)) {
        add(label, text.substring(contentStart, end), blocks);
        end += DASHES.length();
      }
      begin = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  private static void add(String label, String content, List<Block> blocks) {
    int headersEnd = content.indexOf(':') < 0 ? 0 : emptyLine(content);
    byte[] base64 = content.substring(headersEnd).getBytes(StandardCharsets.ISO_8859_1);
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      blocks.add(new Block(label, content.substring(0, headersEnd), new Bytes(der)));
    } catch (IllegalArgumentException e) {
      // One broken certificate must not cost the trust in all others of its bundle.
    }
  }

  private static int emptyLine(String content) {
    int unix = content.indexOf("\n\n");
    int windows = content.indexOf("\r\n\r\n");
    return Math.max(Math.max(unix, windows), 0);
  }
}
