package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;

/** By whom a release must be signed. */
class SignedRuleTest extends ReleaseCheckFixture {
  private static final String UP_TO_DATE =
      "use a mirror that is kept up to date, or name an up-to-date file of its keys with Signed-By"
          + " in /etc/apt/sources.list:1";

  @Test
  void rsaKeysSignAsWell() throws Exception {
    TestKey rsa = TestKey.rsa(2048, MADE);
    trust("rsa.gpg", rsa);
    for (int hash :
        new int[] {HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512}) {
      byte[] file = TestKey.clearSigned(TEXT, rsa.textSignature(TEXT, hash, SIGNED));

      assertThat(check(file).codename()).isEqualTo("bookworm");
    }
  }

  @Test
  void aChangedTextIsRefusedEvenIfItsOtherSignaturesCountForNothing() throws Exception {
    byte[] signature = key.textSignature(TEXT, HashAlgorithmTags.SHA256, SIGNED);
    byte[] file = TestKey.clearSigned(TEXT.replace("12 main", "13 main"), signature);

    refuses(
        () -> check(file),
        "the signature by key "
            + key.fingerprint()
            + " is over another text: the file was changed"
            + " since",
        "try again, or another mirror: something on the way changes what it passes on");
  }

  @Test
  void oneGoodSignatureDoesNotSaveABadOne() throws Exception {
    TestKey other = TestKey.edwards(MADE, Duration.ZERO);
    trust("other.gpg", other);
    byte[] good = key.textSignature(TEXT, HashAlgorithmTags.SHA256, SIGNED);
    byte[] bad = other.textSignature(TEXT + "More: yes\n", HashAlgorithmTags.SHA256, SIGNED);

    refuses(
        () -> check(TestKey.clearSigned(TEXT, good, bad)),
        "the signature by key "
            + other.fingerprint()
            + " is over another text: the file was"
            + " changed since",
        "try again, or another mirror: something on the way changes what it passes on");
  }

  @Test
  void oneGoodSignatureIsEnoughBesideUnknownAndWeakOnes() throws Exception {
    TestKey unknown = TestKey.edwards(MADE, Duration.ZERO);
    byte[] good = key.textSignature(TEXT, HashAlgorithmTags.SHA256, SIGNED);
    byte[] weak = key.textSignature(TEXT, HashAlgorithmTags.SHA1, SIGNED);
    byte[] others = unknown.textSignature(TEXT, HashAlgorithmTags.SHA256, SIGNED);

    assertThat(check(TestKey.clearSigned(TEXT, others, weak, good)).origin()).isEqualTo("Debian");
  }

  @Test
  void aKeyThatIsTrustedNowhereIsNamedWithThePlacesLookedIn() throws Exception {
    TestKey unknown = TestKey.edwards(MADE, Duration.ZERO);
    trust("other.asc", TestKey.edwards(MADE, Duration.ZERO));

    refuses(
        () -> check(unknown.inRelease(TEXT, SIGNED)),
        "is signed by key "
            + unknown.fingerprint()
            + ", not trusted here (looked in "
            + host
            + "/etc/apt/trusted.gpg.d (2 files), the keys of debian that come with kobako, the keys"
            + " of ubuntu that come with kobako)",
        "install the package that has the archive's keys (debian-archive-keyring, ubuntu-keyring),"
            + " or name the file of the key with Signed-By in /etc/apt/sources.list:1");
  }

  @Test
  void signedByLeavesOutAllOtherKeys() throws Exception {
    TestKey named = TestKey.edwards(MADE, Duration.ZERO);
    Path file = Files.write(host.resolve("named.gpg"), named.certificate());
    AptSource source = source(Optional.of(new SignedBy.KeyFile(file)), true);

    assertThat(check(named.inRelease(TEXT, SIGNED), source, NOW).origin()).isEqualTo("Debian");
    refuses(
        () -> check(key.inRelease(TEXT, SIGNED), source, NOW),
        "is signed by key " + key.fingerprint() + ", not trusted here (looked in " + file + ")",
        "if the archive has a new key, name its file with Signed-By in /etc/apt/sources.list:1");
  }

  @Test
  void signedByMayHoldTheKeyItself() throws Exception {
    TestKey named = TestKey.edwards(MADE, Duration.ZERO);
    String armored = TestKey.armored("PUBLIC KEY BLOCK", named.certificate());
    AptSource source = source(Optional.of(new SignedBy.KeyText(armored)), true);

    assertThat(check(named.inRelease(TEXT, SIGNED), source, NOW).origin()).isEqualTo("Debian");
  }

  @Test
  void signedByMayNameAFingerprintOfTheHostsKeys() throws Exception {
    TestKey other = TestKey.edwards(MADE, Duration.ZERO);
    trust("other.gpg", other);
    SignedBy fingerprint = new SignedBy.Fingerprint(key.fingerprint(), true);
    AptSource source = source(Optional.of(fingerprint), true);

    assertThat(check(key.inRelease(TEXT, SIGNED), source, NOW).origin()).isEqualTo("Debian");
    assertThatThrownBy(() -> check(other.inRelease(TEXT, SIGNED), source, NOW))
        .hasMessageStartingWith(
            URL
                + ": is signed by key "
                + other.fingerprint()
                + ", not trusted here (looked in keys "
                + key.fingerprint()
                + " alone, of ");
  }

  @Test
  void aMissingFileOfSignedByIsNamed() throws Exception {
    Path file = host.resolve("gone.gpg");
    AptSource source = source(Optional.of(new SignedBy.KeyFile(file)), true);

    assertThatThrownBy(() -> check(key.inRelease(TEXT, SIGNED), source, NOW))
        .hasMessage(
            file
                + ": keys that can't be read: the file is missing\nremedy: give keys as an OpenPGP"
                + " file, binary or armored (gpg --export writes one)");
  }

  @Test
  void anExpiredKeyCountsForNothing() throws Exception {
    TestKey expired = TestKey.edwards(MADE, Duration.ofDays(325)); // Until the 22nd of November.
    trust("expired.gpg", expired);
    byte[] file = expired.inRelease(TEXT.replace("27 Nov", "28 Nov"), SIGNED);

    refuses(
        () -> check(file),
        "no signature of it counts: a signature is by key "
            + expired.fingerprint()
            + ", which expired on 2026-11-22T00:00:00Z",
        UP_TO_DATE);
    assertThat(check(file, source(Optional.empty(), false), NOW).origin()).isEqualTo("Debian");
  }

  @Test
  void aKeyThatHadExpiredWhenItSignedCountsForNothingInArchivesEither() throws Exception {
    TestKey expired = TestKey.edwards(MADE, Duration.ofDays(10));
    trust("expired.gpg", expired);

    refuses(
        () -> check(expired.inRelease(TEXT, SIGNED), source(Optional.empty(), false), NOW),
        "no signature of it counts: a signature is by key "
            + expired.fingerprint()
            + ", which expired on 2026-01-11T00:00:00Z",
        UP_TO_DATE);
  }

  @Test
  void revokedWeakAndWrongKeysCountForNothing() throws Exception {
    TestKey revoked = TestKey.edwards(MADE, Duration.ZERO).revoked();
    TestKey weak = TestKey.rsa(1024, MADE);
    TestKey encrypting = TestKey.edwards(MADE, Duration.ZERO).forEncryptionAlone();
    TestKey young = TestKey.edwards(SIGNED.plusSeconds(60), Duration.ZERO);
    trust("revoked.gpg", revoked);
    trust("weak.gpg", weak);
    trust("encrypting.gpg", encrypting);
    trust("young.gpg", young);

    assertWorthless(revoked, "was revoked");
    assertWorthless(weak, "is an RSA key of 1024 bits, and fewer than 2048 are too weak");
    assertWorthless(encrypting, "is not meant for signing");
    assertWorthless(young, "was made on 2026-11-20T00:01:00Z, after the signature");
  }

  @Test
  void aHashThatCanBeForgedCountsForNothing() throws Exception {
    byte[] signature = key.textSignature(TEXT, HashAlgorithmTags.SHA1, SIGNED);

    refuses(
        () -> check(TestKey.clearSigned(TEXT, signature)),
        "no signature of it counts: a signature by key "
            + key.fingerprint()
            + " is over a SHA-1 sum, which can be forged",
        UP_TO_DATE);
  }

  @Test
  void aSignatureOverBytesIsNoneOverAText() throws Exception {
    byte[] signed = TEXT.stripTrailing().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] signature =
        key.signature(signed, PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, SIGNED);

    refuses(
        () -> check(TestKey.clearSigned(TEXT, signature)),
        "no signature of it counts: a signature by key "
            + key.fingerprint()
            + " is of type 0, expected 1",
        UP_TO_DATE);
  }

  private void assertWorthless(TestKey by, String reason) {
    refuses(
        () -> check(by.inRelease(TEXT, SIGNED)),
        "no signature of it counts: a signature is by key "
            + by.fingerprint()
            + ", which "
            + reason,
        UP_TO_DATE);
  }
}
