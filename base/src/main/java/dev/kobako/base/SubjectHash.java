package dev.kobako.base;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The hash of a certificate's subject by which OpenSSL finds it in a folder (openssl-rehash(1)).
 * SHA-1 of the name's attributes, where every text is UTF-8, small letters, and without spare
 * blanks; of that the first four bytes, the last one first.
 */
final class SubjectHash {
  private static final int VERSION = 0xa0;

  private SubjectHash() {}

  /** Eight hexadecimal digits; empty if the bytes are no X.509 certificate. */
  static Optional<String> of(byte[] certificate) {
    return Der.read(certificate)
        .flatMap(Der::parts)
        .filter(parts -> parts.size() == 3)
        .flatMap(parts -> parts.getFirst().parts())
        .flatMap(SubjectHash::subject)
        .flatMap(Der::parts)
        .flatMap(SubjectHash::canonical)
        .map(SubjectHash::hash);
  }

  /** RFC 5280, 4.1: version (optional), serial, signature, issuer, validity, subject. */
  private static Optional<Der> subject(List<Der> body) {
    int index = !body.isEmpty() && body.getFirst().tag() == VERSION ? 5 : 4;
    return body.size() > index && body.get(index).tag() == Der.SEQUENCE
        ? Optional.of(body.get(index))
        : Optional.empty();
  }

  private static String hash(byte[] canonical) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-1").digest(canonical);
      return "%02x%02x%02x%02x".formatted(sum[3], sum[2], sum[1], sum[0]);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<byte[]> canonical(List<Der> names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Der name : names) {
      Optional<List<Der>> attributes = name.parts();
      if (name.tag() != Der.SET || attributes.isEmpty()) {
        return Optional.empty();
      }
      List<Optional<byte[]>> plain = attributes.get().stream().map(SubjectHash::plain).toList();
      if (plain.stream().anyMatch(Optional::isEmpty)) {
        return Optional.empty();
      }
      ByteArrayOutputStream set = new ByteArrayOutputStream();
      // a set is written in the order of its members' bytes
      plain.stream()
          .map(Optional::orElseThrow)
          .sorted(Arrays::compareUnsigned)
          .forEach(set::writeBytes);
      out.writeBytes(Der.write(Der.SET, set.toByteArray()));
    }
    return Optional.of(out.toByteArray());
  }

  /** A type and its value; what is not text stays as it is. */
  private static Optional<byte[]> plain(Der attribute) {
    Optional<List<Der>> parts = attribute.parts().filter(all -> all.size() == 2);
    if (attribute.tag() != Der.SEQUENCE || parts.isEmpty()) {
      return Optional.empty();
    }
    Der type = parts.get().getFirst();
    Der value = parts.get().getLast();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Der.write(type.tag(), type.contents()));
    out.writeBytes(
        charset(value.tag())
            .map(charset -> new String(value.contents(), charset))
            .map(text -> Der.write(Der.UTF8_STRING, folded(text)))
            .orElseGet(() -> Der.write(value.tag(), value.contents())));
    return Optional.of(Der.write(Der.SEQUENCE, out.toByteArray()));
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
