package dev.kobako.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** An Ed25519 key with which {@link TrainingArchive} signs, of the kind that Debian signs with. */
final class TrainingKey {
  private final BcPGPKeyPair pair;
  private final Instant made;

  TrainingKey(Instant made) throws PGPException {
    this.made = made;
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    this.pair =
        new BcPGPKeyPair(
            PublicKeyPacket.VERSION_4,
            PublicKeyAlgorithmTags.EDDSA_LEGACY,
            generator.generateKeyPair(),
            Date.from(made));
  }

  /** The certificate, as files for Signed-By have it. */
  byte[] certificate() throws IOException, PGPException {
    PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
    said.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
    said.setSignatureCreationTime(Date.from(made));
    return new PGPKeyRingGenerator(
            PGPSignature.POSITIVE_CERTIFICATION,
            pair,
            "Training <training@example.org>",
            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
            said.generate(),
            null,
            signer(),
            null)
        .generatePublicKeyRing()
        .getEncoded();
  }

  /** A text of ordinary lines with a signature over it (RFC 9580, 7). */
  byte[] clearSigned(String text) throws IOException, PGPException {
    PGPSignatureGenerator generator = new PGPSignatureGenerator(signer(), pair.getPublicKey());
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, pair.getPrivateKey());
    PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
    said.setSignatureCreationTime(true, Date.from(made));
    said.setIssuerFingerprint(false, pair.getPublicKey());
    generator.setHashedSubpackets(said.generate());
    // The line feed before the signature is no part of what is signed.
    String signed = text.strip().replace("\n", "\r\n");
    generator.update(signed.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    generator.generate().encode(packet);
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(packet.toByteArray());
    return """
    -----BEGIN PGP SIGNED MESSAGE-----
    Hash: SHA256

    %s
    -----BEGIN PGP SIGNATURE-----

    %s
    -----END PGP SIGNATURE-----
    """
        .formatted(text.strip(), base64)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static BcPGPContentSignerBuilder signer() {
    return new BcPGPContentSignerBuilder(
        PublicKeyAlgorithmTags.EDDSA_LEGACY, HashAlgorithmTags.SHA256);
  }
}
