package dev.kobako.apt;

import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;

/** Which keys and hashes are believed: those that apt of Debian 13 believes. */
final class KeyStrength {
  private static final int FEWEST_RSA_BITS = 2048;

  /** More than anybody has; checking one takes long. */
  private static final int MOST_RSA_BITS = 16_384;

  /** RSA for signatures alone, which old keys have (RFC 9580, 9.1). */
  private static final int RSA_SIGN = 3;

  private KeyStrength() {}

  /** What is wrong with a key, as the end of a sentence about it. */
  static Optional<String> flaw(PGPPublicKey key) {
    return switch (key.getAlgorithm()) {
      case PublicKeyAlgorithmTags.RSA_GENERAL, RSA_SIGN -> rsaFlaw(key);
      case PublicKeyAlgorithmTags.ECDSA,
          PublicKeyAlgorithmTags.EDDSA_LEGACY,
          PublicKeyAlgorithmTags.Ed25519,
          PublicKeyAlgorithmTags.Ed448 ->
          Optional.empty();
      case PublicKeyAlgorithmTags.DSA -> Optional.of("is a DSA key, which is too weak");
      default -> Optional.of("is of algorithm " + key.getAlgorithm() + ", which is not believed");
    };
  }

  private static Optional<String> rsaFlaw(PGPPublicKey key) {
    int bits = key.getBitStrength();
    if (bits < FEWEST_RSA_BITS) {
      return Optional.of(
          "is an RSA key of "
              + bits
              + " bits, and fewer than "
              + FEWEST_RSA_BITS
              + " are too weak");
    }
    return bits > MOST_RSA_BITS
        ? Optional.of("is an RSA key of " + bits + " bits, and the most are " + MOST_RSA_BITS)
        : Optional.empty();
  }

  /** What is wrong with a hash that a text was signed by, as the end of a sentence about it. */
  static Optional<String> hashFlaw(int algorithm) {
    return switch (algorithm) {
      case HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512 ->
          Optional.empty();
      case HashAlgorithmTags.MD5 -> Optional.of("is over an MD5 sum, which can be forged");
      case HashAlgorithmTags.SHA1 -> Optional.of("is over a SHA-1 sum, which can be forged");
      default ->
          Optional.of(
              "is over a hash of algorithm "
                  + algorithm
                  + ", and only SHA-256, SHA-384 and SHA-512 are believed");
    };
  }
}
