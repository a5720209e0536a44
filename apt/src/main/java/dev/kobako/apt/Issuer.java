package dev.kobako.apt;

import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.bcpg.sig.IssuerFingerprint;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Which key a signature says it is by.
 *
 * @param hex upper case; a whole fingerprint, or the 16 digits at its end that are a key's id
 */
record Issuer(String hex) {
  /** Empty where the signature doesn't say. */
  static Optional<Issuer> of(PGPSignature signature) {
    IssuerFingerprint fingerprint = signature.getHashedSubPackets().getIssuerFingerprint();
    if (fingerprint != null) {
      byte[] bytes = fingerprint.getFingerprint();
      return Optional.of(new Issuer(HexFormat.of().withUpperCase().formatHex(bytes)));
    }
    long id = signature.getKeyID();
    return id == 0
        ? Optional.empty()
        : Optional.of(new Issuer(HexFormat.of().withUpperCase().toHexDigits(id)));
  }

  boolean isKey(String fingerprint) {
    return fingerprint.endsWith(hex);
  }
}
