package dev.kobako.testkit;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;

/** The text of PEM files. */
final class Pem {
  private static final String P256 = "1.2.840.10045.3.1.7";

  private Pem() {}

  /** A private key in the form of its own kind: PKCS #1 (RFC 8017) or SEC 1 (RFC 5915). */
  static String traditional(PrivateKey key) {
    return switch (key) {
      case RSAPrivateCrtKey rsa ->
          text(
              "RSA PRIVATE KEY",
              Der.sequence(
                  Der.integer(0),
                  Der.integer(rsa.getModulus()),
                  Der.integer(rsa.getPublicExponent()),
                  Der.integer(rsa.getPrivateExponent()),
                  Der.integer(rsa.getPrimeP()),
                  Der.integer(rsa.getPrimeQ()),
                  Der.integer(rsa.getPrimeExponentP()),
                  Der.integer(rsa.getPrimeExponentQ()),
                  Der.integer(rsa.getCrtCoefficient())));
      case ECPrivateKey ec ->
          text(
              "EC PRIVATE KEY",
              Der.sequence(
                  Der.integer(1),
                  Der.octets(unsigned(ec.getS(), 32)),
                  Der.tagged(0xa0, Der.oid(P256))));
      default -> throw new IllegalArgumentException("no traditional form of " + key.getAlgorithm());
    };
  }

  private static byte[] unsigned(BigInteger value, int length) {
    byte[] signed = value.toByteArray();
    byte[] result = new byte[length];
    int copied = Math.min(signed.length, length);
    System.arraycopy(signed, signed.length - copied, result, length - copied, copied);
    return result;
  }

  /** The textual encoding of RFC 7468. */
  static String text(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64);
  }
}
