package dev.kobako.apt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;

/** What several signatures are over, hashed once for all of them. */
final class SignedText {
  private final byte[] bytes;
  private final Map<Integer, MessageDigest> hashed = new TreeMap<>();

  /** Takes the array over. */
  SignedText(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A hash that has seen the text, to which a signature adds its own end. */
  MessageDigest hash(int algorithm) throws PGPException {
    MessageDigest hash = hashed.get(algorithm);
    if (hash == null) {
      hash = newHash(algorithm);
      hash.update(bytes);
      hashed.put(algorithm, hash);
    }
    try {
      return (MessageDigest) hash.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's hashes can be cloned", e);
    }
  }

  /** A hash of an OpenPGP algorithm that has seen nothing. */
  static MessageDigest newHash(int algorithm) throws PGPException {
    String name =
        switch (algorithm) {
          case HashAlgorithmTags.SHA1 -> "SHA-1";
          case HashAlgorithmTags.SHA256 -> "SHA-256";
          case HashAlgorithmTags.SHA384 -> "SHA-384";
          case HashAlgorithmTags.SHA512 -> "SHA-512";
          default -> throw new PGPException("hash algorithm " + algorithm);
        };
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
