package dev.kobako.http;

import java.util.Optional;

/**
 * The name of whom a certificate is for, found without making a certificate of the bytes, which
 * takes a JVM that has just started long.
 */
public final class SubjectName {
  private SubjectName() {}

  /** Its element in DER (RFC 5280, 4.1); empty if the bytes are no X.509 certificate. */
  public static Optional<byte[]> of(byte[] certificate) {
    try {
      Der fields = new Der(certificate).enter(Der.SEQUENCE).enter(Der.SEQUENCE);
      if (fields.isNext(Der.CONTEXT_0)) {
        fields.skip(Der.CONTEXT_0); // version
      }
      fields.skip(Der.INTEGER); // serial number
      fields.skip(Der.SEQUENCE); // signature algorithm
      fields.skip(Der.SEQUENCE); // issuer
      fields.skip(Der.SEQUENCE); // validity
      return Optional.of(fields.take(Der.SEQUENCE));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
