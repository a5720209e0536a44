package dev.kobako.apt;

import dev.kobako.apt.TrustedKeys.Signer;
import dev.kobako.apt.Verdict.Bad;
import dev.kobako.apt.Verdict.Good;
import dev.kobako.apt.Verdict.Unknown;
import dev.kobako.apt.Verdict.Worthless;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Holds signatures against a text and trusted keys.
 *
 * @param type which one of RFC 9580's types a signature must be of: over a text, or over bytes
 * @param now for signatures that expire
 * @param keysValidAt when a key must not have expired; without it, when it signed
 */
record SignatureCheck(TrustedKeys keys, int type, Instant now, Optional<Instant> keysValidAt) {
  private static final int MOST_SIGNATURES = 64;

  /**
   * One verdict for each signature.
   *
   * @param packets that the file has as its signatures
   * @throws IOException where these are none
   */
  List<Verdict> verdicts(byte[] packets, byte[] signed) throws IOException {
    SignedText text = new SignedText(signed);
    List<Verdict> verdicts = new ArrayList<>();
    for (OpenPgpPacket packet : OpenPgpPacket.split(packets)) {
      if (packet.tag() != OpenPgpPacket.SIGNATURE) {
        throw new IOException("packet " + packet.tag() + " among the signatures");
      }
      if (verdicts.size() == MOST_SIGNATURES) {
        throw new IOException("more than " + MOST_SIGNATURES + " signatures");
      }
      verdicts.add(packet.version() == 4 ? verdict(read(packet), text) : otherVersion(packet));
    }
    return verdicts;
  }

  private static Verdict otherVersion(OpenPgpPacket packet) {
    return new Worthless("is of version " + packet.version() + ", and only 4 is known");
  }

  private static PGPSignature read(OpenPgpPacket packet) throws IOException {
    try {
      return new PGPSignature(new BCPGInputStream(packet.open()));
    } catch (PGPException | RuntimeException e) { // The library's way to say that it is damaged.
      throw new IOException("a signature that can't be read: " + e.getMessage(), e);
    }
  }

  private Verdict verdict(PGPSignature signature, SignedText text) {
    Optional<Issuer> issuer = Issuer.of(signature);
    if (issuer.isEmpty()) {
      return new Worthless("does not say by which key it is");
    }
    String id = issuer.get().hex();
    Optional<Signer> signer = keys.signer(issuer.get());
    if (signer.isEmpty()) {
      return new Unknown(id);
    }
    Optional<String> flaw =
        flaw(signature)
            .map(each -> "by key " + id + " " + each)
            .or(() -> keyFlaw(signer.get(), signature));
    if (flaw.isPresent()) {
      return new Worthless(flaw.get());
    }
    return matches(signature, signer.get().key(), text) ? new Good(id) : new Bad(id);
  }

  private Optional<String> keyFlaw(Signer signer, PGPSignature signature) {
    Instant made = signature.getCreationTime().toInstant();
    return signer
        .certificate()
        .flaw(signer.key(), made, keysValidAt.orElse(made))
        .map(flaw -> "is by key " + Certificate.fingerprint(signer.key()) + ", which " + flaw);
  }

  private Optional<String> flaw(PGPSignature signature) {
    if (signature.getSignatureType() != type) {
      return Optional.of(
          "is of type %d, expected %d".formatted(signature.getSignatureType(), type));
    }
    for (int tag : signature.getHashedSubPackets().getCriticalTags()) {
      if (!isKnown(tag)) {
        return Optional.of("demands that part " + tag + " of it is understood, which it is not");
      }
    }
    long seconds = signature.getHashedSubPackets().getSignatureExpirationTime();
    Instant expiry = signature.getCreationTime().toInstant().plusSeconds(seconds);
    return seconds != 0 && !expiry.isAfter(now)
        ? Optional.of("expired on " + expiry)
        : KeyStrength.hashFlaw(signature.getHashAlgorithm());
  }

  private static boolean isKnown(int tag) {
    return switch (tag) {
      case SignatureSubpacketTags.CREATION_TIME,
          SignatureSubpacketTags.EXPIRE_TIME,
          SignatureSubpacketTags.ISSUER_KEY_ID,
          SignatureSubpacketTags.ISSUER_FINGERPRINT,
          SignatureSubpacketTags.SIGNER_USER_ID ->
          true;
      default -> false;
    };
  }

  private static boolean matches(PGPSignature signature, PGPPublicKey key, SignedText text) {
    try {
      return Verifiers.holds(signature, key, text);
    } catch (IOException | PGPException | RuntimeException e) {
      return false; // Numbers that no signature of this key can have.
    }
  }
}
