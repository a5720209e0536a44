package dev.kobako.apt;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** A key of nobody's, with which tests sign. */
final class TestKey {
  private final int algorithm;
  private final BcPGPKeyPair pair;
  private final Instant made;
  private final Duration life;
  private int flags = KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA;
  private boolean revoked;

  private TestKey(int algorithm, AsymmetricCipherKeyPair pair, Instant made, Duration life)
      throws Exception {
    this.algorithm = algorithm;
    this.pair = new BcPGPKeyPair(PublicKeyPacket.VERSION_4, algorithm, pair, Date.from(made));
    this.made = made;
    this.life = life;
  }

  /**
   * An Ed25519 key.
   *
   * @param life until it expires; zero for never
   */
  static TestKey edwards(Instant made, Duration life) throws Exception {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    return new TestKey(
        PublicKeyAlgorithmTags.EDDSA_LEGACY, generator.generateKeyPair(), made, life);
  }

  static TestKey rsa(int bits, Instant made) throws Exception {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(BigInteger.valueOf(65_537), new SecureRandom(), bits, 80));
    return new TestKey(
        PublicKeyAlgorithmTags.RSA_GENERAL, generator.generateKeyPair(), made, Duration.ZERO);
  }

  TestKey revoked() {
    revoked = true;
    return this;
  }

  TestKey forEncryptionAlone() {
    flags = KeyFlags.ENCRYPT_STORAGE;
    return this;
  }

  String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(pair.getPublicKey().getFingerprint());
  }

  /** The certificate, binary. */
  byte[] certificate() throws Exception {
    PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
    said.setKeyFlags(true, flags);
    said.setSignatureCreationTime(Date.from(made));
    if (!life.isZero()) {
      said.setKeyExpirationTime(true, life.toSeconds());
    }
    PGPPublicKeyRing ring =
        new PGPKeyRingGenerator(
                PGPSignature.POSITIVE_CERTIFICATION,
                pair,
                "Nobody <nobody@example.org>",
                new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                said.generate(),
                null,
                signer(HashAlgorithmTags.SHA256),
                null)
            .generatePublicKeyRing();
    return revoked ? withRevocation(ring).getEncoded() : ring.getEncoded();
  }

  private PGPPublicKeyRing withRevocation(PGPPublicKeyRing ring) throws Exception {
    PGPPublicKey key = ring.getPublicKey();
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(signer(HashAlgorithmTags.SHA256), key);
    generator.init(PGPSignature.KEY_REVOCATION, pair.getPrivateKey());
    PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
    said.setIssuerFingerprint(false, key);
    generator.setHashedSubpackets(said.generate());
    return PGPPublicKeyRing.insertPublicKey(
        ring, PGPPublicKey.addCertification(key, generator.generateCertification(key)));
  }

  private PGPContentSignerBuilder signer(int hash) {
    return new BcPGPContentSignerBuilder(algorithm, hash);
  }

  /**
   * A signature packet.
   *
   * @param type over text or bytes
   * @param hash an OpenPGP hash algorithm
   */
  byte[] signature(byte[] signed, int type, int hash, Instant at) throws Exception {
    PGPSignatureGenerator generator = new PGPSignatureGenerator(signer(hash), pair.getPublicKey());
    generator.init(type, pair.getPrivateKey());
    PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
    said.setSignatureCreationTime(true, Date.from(at));
    said.setIssuerFingerprint(false, pair.getPublicKey());
    said.setIssuerKeyID(false, pair.getKeyID());
    generator.setHashedSubpackets(said.generate());
    generator.update(signed);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    generator.generate().encode(packet);
    return packet.toByteArray();
  }

  /** A signature over a text, as {@link #clearSigned} takes it. */
  byte[] textSignature(String text, int hash, Instant at) throws Exception {
    String signed = text.lines().map(String::stripTrailing).collect(Collectors.joining("\r\n"));
    return signature(
        signed.getBytes(StandardCharsets.UTF_8), PGPSignature.CANONICAL_TEXT_DOCUMENT, hash, at);
  }

  byte[] inRelease(String text, Instant at) throws Exception {
    return clearSigned(text, textSignature(text, HashAlgorithmTags.SHA256, at));
  }

  /** A text and signatures over it, whoever they are by. */
  static byte[] clearSigned(String text, byte[]... signatures) {
    return ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
            + text
            + armored("SIGNATURE", signatures))
        .getBytes(StandardCharsets.UTF_8);
  }

  static String armored(String kind, byte[]... packets) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : packets) {
      all.writeBytes(each);
    }
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(all.toByteArray());
    return String.format(
        Locale.ROOT, "-----BEGIN PGP %s-----\n\n%s\n-----END PGP %s-----\n", kind, base64, kind);
  }
}
