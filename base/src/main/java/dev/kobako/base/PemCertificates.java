package dev.kobako.base;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The certificates of a file in PEM (RFC 7468). */
final class PemCertificates {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private PemCertificates() {}

  /** Their bytes, in order; what is around them or damaged is passed over. */
  static List<byte[]> read(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    List<byte[]> certificates = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int end = text.indexOf(END, begin);
      if (end < 0) {
        break;
      }
      String body = text.substring(begin + BEGIN.length(), end);
      try {
        certificates.add(Base64.getMimeDecoder().decode(body));
      } catch (IllegalArgumentException _) {
        // not base64: no certificate
      }
      begin = text.indexOf(BEGIN, end);
    }
    return certificates;
  }
}
