package dev.kobako.apt;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2), checked by making anew what must have been signed and
 * comparing all of it, which leaves no room for the forgeries that parsing it allows.
 */
final class RsaSignature {
  private static final int LEAST_PADDING = 8;

  private RsaSignature() {}

  /**
   * Whether the signature is over the digest.
   *
   * @param hashName ASN.1 that names the hash, in hex: what precedes the digest
   */
  static boolean holds(
      BigInteger modulus, BigInteger exponent, String hashName, byte[] digest, byte[] signature) {
    BigInteger number = new BigInteger(1, signature);
    int length = (modulus.bitLength() + 7) / 8;
    byte[] name = HexFormat.of().parseHex(hashName);
    int padding = length - 3 - name.length - digest.length;
    if (modulus.signum() <= 0 || number.compareTo(modulus) >= 0 || padding < LEAST_PADDING) {
      return false;
    }
    byte[] expected = new byte[length];
    expected[1] = 1;
    Arrays.fill(expected, 2, 2 + padding, (byte) 0xff);
    System.arraycopy(name, 0, expected, 3 + padding, name.length);
    System.arraycopy(digest, 0, expected, length - digest.length, digest.length);
    return number.modPow(exponent, modulus).equals(new BigInteger(1, expected));
  }
}
