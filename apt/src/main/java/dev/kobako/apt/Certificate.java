package dev.kobako.apt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.jspecify.annotations.Nullable;

/**
 * A primary key with what it says about itself and its subkeys, each of these sayings checked (RFC
 * 9580, 10.1): whether a key of it may sign, and until when. As GnuPG, a key that was revoked is
 * revoked from its first day on, whatever the reason given.
 */
final class Certificate {
  private final PGPPublicKeyRing ring;
  private final PGPPublicKey primary;

  private Certificate(PGPPublicKeyRing ring) {
    this.ring = ring;
    this.primary = ring.getPublicKey();
  }

  /**
   * Reads the packets of one certificate.
   *
   * @throws IOException where they are none
   */
  static Certificate read(byte[] packets) throws IOException {
    try {
      return new Certificate(
          new PGPPublicKeyRing(new ByteArrayInputStream(packets), new Fingerprint()));
    } catch (RuntimeException e) { // The library's way to say that a packet makes no sense.
      throw new IOException("a certificate that can't be read: " + e.getMessage(), e);
    }
  }

  /** The first key that an issuer can be. */
  Optional<PGPPublicKey> key(Issuer issuer) {
    for (PGPPublicKey key : ring) {
      if (issuer.isKey(fingerprint(key))) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** Of the primary key, upper case. */
  String fingerprint() {
    return fingerprint(primary);
  }

  static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /**
   * Why nothing signed by a key of this certificate counts, as the end of a sentence about the key;
   * empty where it counts.
   *
   * @param signed when the signature was made
   * @param at when the key must not have expired
   */
  Optional<String> flaw(PGPPublicKey key, Instant signed, Instant at) {
    if (key.getVersion() != 4) {
      return Optional.of("is of version " + key.getVersion() + ", and only 4 is known");
    }
    return KeyStrength.flaw(key)
        .or(() -> timeFlaw(key, signed))
        .or(() -> primaryFlaw(at))
        .or(() -> key.isMasterKey() ? signingFlaw(selfSignature()) : subkeyFlaw(key, at));
  }

  private static Optional<String> timeFlaw(PGPPublicKey key, Instant signed) {
    Instant made = key.getCreationTime().toInstant();
    return signed.isBefore(made)
        ? Optional.of("was made on " + made + ", after the signature")
        : Optional.empty();
  }

  private Optional<String> primaryFlaw(Instant at) {
    if (isRevoked(primary, PGPSignature.KEY_REVOCATION)) {
      return Optional.of("was revoked");
    }
    PGPSignature self = selfSignature();
    if (self == null) {
      return Optional.of("has no valid signature of its own about a user id");
    }
    PGPSignature direct = directExpiry();
    Optional<String> expiry = expiry(primary, self, at);
    return expiry.isPresent() || direct == null ? expiry : expiry(primary, direct, at);
  }

  private Optional<String> subkeyFlaw(PGPPublicKey subkey, Instant at) {
    if (isRevoked(subkey, PGPSignature.SUBKEY_REVOCATION)) {
      return Optional.of("was revoked");
    }
    PGPSignature binding = newestBinding(subkey);
    return binding == null
        ? Optional.of("is not bound to its primary key " + fingerprint())
        : signingFlaw(binding).or(() -> expiry(subkey, binding, at));
  }

  private static Optional<String> expiry(PGPPublicKey key, PGPSignature saying, Instant at) {
    long seconds = saying.getHashedSubPackets().getKeyExpirationTime();
    if (seconds == 0) {
      return Optional.empty();
    }
    Instant expiry = key.getCreationTime().toInstant().plusSeconds(seconds);
    return expiry.isAfter(at) ? Optional.empty() : Optional.of("expired on " + expiry);
  }

  private static Optional<String> signingFlaw(@Nullable PGPSignature saying) {
    if (saying == null) {
      return Optional.empty();
    }
    PGPSignatureSubpacketVector said = saying.getHashedSubPackets();
    boolean saysWhatFor = said.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS);
    return saysWhatFor && (said.getKeyFlags() & KeyFlags.SIGN_DATA) == 0
        ? Optional.of("is not meant for signing")
        : Optional.empty();
  }

  private boolean isRevoked(PGPPublicKey key, int type) {
    for (Iterator<PGPSignature> each = key.getSignaturesOfType(type); each.hasNext(); ) {
      PGPSignature revocation = each.next();
      if (isOurs(revocation) && holdsFor(revocation, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsFor(PGPSignature saying, PGPPublicKey key) {
    return key.isMasterKey()
        ? holds(saying, primary, () -> saying.verifyCertification(primary))
        : holds(saying, primary, () -> saying.verifyCertification(primary, key));
  }

  /** The newest word of the primary key about itself with one of its user ids. */
  private @Nullable PGPSignature selfSignature() {
    PGPSignature newest = null;
    for (Iterator<byte[]> ids = primary.getRawUserIDs(); ids.hasNext(); ) {
      PGPSignature each = newestAbout(ids.next());
      if (each != null && each.isCertification()) {
        newest = newer(newest, each);
      }
    }
    return newest;
  }

  /** The newest word that the primary key has said without a user id on when it expires. */
  private @Nullable PGPSignature directExpiry() {
    PGPSignature newest = null;
    Iterator<PGPSignature> all = primary.getSignaturesOfType(PGPSignature.DIRECT_KEY);
    while (all.hasNext()) {
      PGPSignature each = all.next();
      if (each.getHashedSubPackets().hasSubpacket(SignatureSubpacketTags.KEY_EXPIRE_TIME)
          && isOurs(each)
          && holdsFor(each, primary)) {
        newest = newer(newest, each);
      }
    }
    return newest;
  }

  /** A certification, or what took it back. */
  private @Nullable PGPSignature newestAbout(byte[] userId) {
    PGPSignature newest = null;
    for (Iterator<PGPSignature> all = primary.getSignaturesForID(userId); all.hasNext(); ) {
      PGPSignature each = all.next();
      boolean isAboutId =
          each.isCertification()
              || each.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION;
      if (isAboutId
          && isOurs(each)
          && holds(each, primary, () -> each.verifyCertification(userId, primary))) {
        newest = newer(newest, each);
      }
    }
    return newest;
  }

  private @Nullable PGPSignature newestBinding(PGPPublicKey subkey) {
    PGPSignature newest = null;
    Iterator<PGPSignature> all = subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
    while (all.hasNext()) {
      PGPSignature each = all.next();
      if (isOurs(each) && holdsFor(each, subkey) && isSignedBack(each, subkey)) {
        newest = newer(newest, each);
      }
    }
    return newest;
  }

  /** A subkey that signs agrees to be bound: else anybody could claim it for a key of theirs. */
  private boolean isSignedBack(PGPSignature binding, PGPPublicKey subkey) {
    try {
      PGPSignatureList embedded = binding.getHashedSubPackets().getEmbeddedSignatures();
      if (embedded.isEmpty()) {
        embedded = binding.getUnhashedSubPackets().getEmbeddedSignatures();
      }
      for (PGPSignature each : embedded) {
        if (each.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
            && holds(each, subkey, () -> each.verifyCertification(primary, subkey))) {
          return true;
        }
      }
      return false;
    } catch (PGPException | RuntimeException e) {
      return false;
    }
  }

  private boolean isOurs(PGPSignature signature) {
    return signature.getKeyID() == primary.getKeyID();
  }

  private static PGPSignature newer(@Nullable PGPSignature one, PGPSignature other) {
    return one == null || !made(other).isBefore(made(one)) ? other : one;
  }

  private static Instant made(PGPSignature signature) {
    return signature.getCreationTime().toInstant();
  }

  private interface Verification {
    boolean run() throws PGPException;
  }

  /**
   * Damaged or odd sayings count as not said. SHA-1 will do here: the keyring is a trusted file.
   */
  private static boolean holds(PGPSignature saying, PGPPublicKey by, Verification verification) {
    try {
      saying.init(new Verifiers(), by);
      return verification.run();
    } catch (PGPException | RuntimeException e) {
      return false;
    }
  }
}
