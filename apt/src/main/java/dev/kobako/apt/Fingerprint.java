package dev.kobako.apt;

import java.io.IOException;
import java.security.MessageDigest;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.KeyFingerPrintCalculator;

/**
 * Names a key of version 4 (RFC 9580, 5.5.4.2). By the JDK's hash: the library's brings its whole
 * registry of parameters with it.
 */
final class Fingerprint implements KeyFingerPrintCalculator {
  /** Of a key packet's body. */
  static byte[] of(byte[] body) throws PGPException {
    MessageDigest hash = SignedText.newHash(HashAlgorithmTags.SHA1);
    hash.update((byte) 0x99);
    hash.update((byte) (body.length >> 8));
    hash.update((byte) body.length);
    return hash.digest(body);
  }

  @Override
  public byte[] calculateFingerprint(PublicKeyPacket key) throws PGPException {
    if (key.getVersion() != PublicKeyPacket.VERSION_4) {
      throw new PGPException("a key of version " + key.getVersion());
    }
    try {
      return of(key.getEncodedContents());
    } catch (IOException e) {
      throw new PGPException("a key that can't be written", e);
    }
  }
}
