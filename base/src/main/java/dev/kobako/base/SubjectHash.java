package dev.kobako.base;

import dev.kobako.http.Der;
import dev.kobako.http.SubjectName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The hash of a certificate's subject by which OpenSSL finds it in a folder (openssl-rehash(1)).
 * SHA-1 of the name's attributes, where every text is UTF-8, small letters, and without spare
 * blanks; of that the first four bytes, the last one first.
 */
final class SubjectHash {
  private SubjectHash() {}

  /** Eight hexadecimal digits; empty if the bytes are no X.509 certificate. */
  static Optional<String> of(byte[] certificate) {
    try {
      return SubjectName.of(certificate)
          .map(name -> hash(canonical(new Der(name).enter(Der.SEQUENCE))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String hash(byte[] canonical) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-1").digest(canonical);
      return "%02x%02x%02x%02x".formatted(sum[3], sum[2], sum[1], sum[0]);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] canonical(Der names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!names.isEnd()) {
      Der attributes = names.enter(Der.SET);
      List<byte[]> plain = new ArrayList<>();
      while (!attributes.isEnd()) {
        plain.add(plain(attributes.enter(Der.SEQUENCE)));
      }
      plain.sort(Arrays::compareUnsigned); // the order of a set
      out.writeBytes(Der.element(Der.SET, plain.toArray(byte[][]::new)));
    }
    return out.toByteArray();
  }

  /** A type and its value; what is not text stays as it is. */
  private static byte[] plain(Der attribute) {
    byte[] kind = attribute.take(attribute.type());
    int type = attribute.type();
    byte[] value = attribute.enter(type).rest();
    byte[] folded =
        charset(type)
            .map(charset -> Der.element(Der.UTF8_STRING, folded(new String(value, charset))))
            .orElseGet(() -> Der.element(type, value));
    return Der.element(Der.SEQUENCE, kind, folded);
  }

  /** The encoding of a type of text: UTF8, printable, teletex, IA5, visible, universal, BMP. */
  private static Optional<Charset> charset(int tag) {
    return switch (tag) {
      case Der.UTF8_STRING -> Optional.of(StandardCharsets.UTF_8);
      case 0x13, 0x14, 0x16, 0x1a -> Optional.of(StandardCharsets.ISO_8859_1);
      case 0x1c -> Optional.of(StandardCharsets.UTF_32BE);
      case 0x1e -> Optional.of(StandardCharsets.UTF_16BE);
      default -> Optional.empty();
    };
  }

  /** Without blanks at the ends, one blank for several, and A to Z as a to z. */
  private static byte[] folded(String text) {
    StringBuilder folded = new StringBuilder();
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == ' ' || (letter >= '\t' && letter <= '\r')) {
        blank = true;
        continue;
      }
      if (blank && !folded.isEmpty()) {
        folded.append(' ');
      }
      blank = false;
      folded.append(letter >= 'A' && letter <= 'Z' ? (char) (letter + 32) : letter);
    }
    return folded.toString().getBytes(StandardCharsets.UTF_8);
  }
}
