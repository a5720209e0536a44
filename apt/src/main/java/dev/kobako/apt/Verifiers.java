package dev.kobako.apt;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.EdDSAPublicBCPGKey;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPContentVerifier;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilder;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * How signatures are checked. The two kinds of keys that archives have, RSA and Ed25519, are done
 * here: the library takes a second for its first RSA signatures in a fresh JVM, since it tries
 * whether each modulus is prime and hashes without the processor's help. Other kinds are the
 * library's.
 */
final class Verifiers implements PGPContentVerifierBuilderProvider {
  private static final int ED25519_KEY_BYTES = 32;

  /** Says that a point follows as it is (RFC 9580, 11.2.2). */
  private static final int NATIVE_POINT = 0x40;

  @Override
  public PGPContentVerifierBuilder get(int keyAlgorithm, int hashAlgorithm) throws PGPException {
    return key -> verifier(key, hashAlgorithm, new SignedText(new byte[0]));
  }

  /** Whether the key's owner has made the signature over the text. */
  static boolean holds(PGPSignature signature, PGPPublicKey key, SignedText text)
      throws PGPException, IOException {
    PGPContentVerifier verifier = verifier(key, signature.getHashAlgorithm(), text);
    verifier.getOutputStream().write(signature.getSignatureTrailer());
    return signature.getKeyAlgorithm() == key.getAlgorithm()
        && verifier.verify(signature.getSignature());
  }

  private static PGPContentVerifier verifier(PGPPublicKey key, int hashAlgorithm, SignedText text)
      throws PGPException {
    BCPGKey numbers = key.getPublicKeyPacket().getKey();
    if (numbers instanceof RSAPublicBCPGKey rsa) {
      return new Rsa(key, rsa, hashAlgorithm, text.hash(hashAlgorithm));
    }
    if (numbers instanceof EdDSAPublicBCPGKey edwards && isEd25519(edwards)) {
      return new Edwards(key, edwards, hashAlgorithm, text.hash(hashAlgorithm));
    }
    PGPContentVerifier verifier =
        new BcPGPContentVerifierBuilderProvider().get(key.getAlgorithm(), hashAlgorithm).build(key);
    try {
      verifier.getOutputStream().write(text.bytes());
    } catch (IOException e) {
      throw new PGPException("a hash that can't be written to", e);
    }
    return verifier;
  }

  private static boolean isEd25519(EdDSAPublicBCPGKey key) {
    byte[] point = key.getEncodedPoint().toByteArray();
    return point.length == 1 + ED25519_KEY_BYTES && point[0] == NATIVE_POINT;
  }

  /** Hashes what it is given. */
  private abstract static class Hashing implements PGPContentVerifier {
    private final PGPPublicKey key;
    private final int hashAlgorithm;
    private final MessageDigest hash;

    Hashing(PGPPublicKey key, int hashAlgorithm, MessageDigest hash) {
      this.key = key;
      this.hashAlgorithm = hashAlgorithm;
      this.hash = hash;
    }

    byte[] digest() {
      return hash.digest();
    }

    @Override
    public OutputStream getOutputStream() {
      return new DigestOutputStream(OutputStream.nullOutputStream(), hash);
    }

    @Override
    public int getHashAlgorithm() {
      return hashAlgorithm;
    }

    @Override
    public int getKeyAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public long getKeyID() {
      return key.getKeyID();
    }
  }

  private static final class Rsa extends Hashing {
    private final RSAPublicBCPGKey numbers;

    Rsa(PGPPublicKey key, RSAPublicBCPGKey numbers, int hashAlgorithm, MessageDigest hash) {
      super(key, hashAlgorithm, hash);
      this.numbers = numbers;
    }

    @Override
    public boolean verify(byte[] signature) {
      return RsaSignature.holds(
          numbers.getModulus(),
          numbers.getPublicExponent(),
          hashName(getHashAlgorithm()),
          digest(),
          signature);
    }

    /** ASN.1 that names the hash (RFC 8017, 9.2, note 1). */
    private static String hashName(int algorithm) {
      return switch (algorithm) {
        case HashAlgorithmTags.SHA1 -> "3021300906052b0e03021a05000414";
        case HashAlgorithmTags.SHA256 -> "3031300d060960864801650304020105000420";
        case HashAlgorithmTags.SHA384 -> "3041300d060960864801650304020205000430";
        default -> "3051300d060960864801650304020305000440";
      };
    }
  }

  private static final class Edwards extends Hashing {
    private final byte[] point;

    Edwards(PGPPublicKey key, EdDSAPublicBCPGKey numbers, int hashAlgorithm, MessageDigest hash) {
      super(key, hashAlgorithm, hash);
      byte[] marked = numbers.getEncodedPoint().toByteArray();
      this.point = Arrays.copyOfRange(marked, 1, marked.length);
    }

    @Override
    public boolean verify(byte[] signature) {
      byte[] digest = digest();
      return signature.length == Ed25519.SIGNATURE_SIZE
          && Ed25519.verify(signature, 0, point, 0, digest, 0, digest.length);
    }
  }
}
