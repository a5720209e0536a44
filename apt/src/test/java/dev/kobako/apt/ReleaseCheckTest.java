package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed, and why all else is not. */
class ReleaseCheckTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SIGNED = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String URL = "http://mirror.example/debian/dists/bookworm/InRelease";
  private static final String HASH = "e".repeat(64);
  private static final String TEXT =
      """
      Origin: Debian
      Suite: oldstable
      Codename: bookworm
      Date: Fri, 20 Nov 2026 00:00:00 UTC
      Valid-Until: Fri, 27 Nov 2026 00:00:00 UTC
      Acquire-By-Hash: yes
      Architectures: amd64 arm64
      Components: updates/main contrib
      SHA256:
       %s 12 main/binary-amd64/Packages.xz
      """
          .formatted(HASH);

  @TempDir Path host;

  private TestKey key;

  @BeforeEach
  void trustKey() throws Exception {
    key = TestKey.edwards(MADE, Duration.ZERO);
    trust("test.gpg", key);
  }

  private void trust(String name, TestKey trusted) throws Exception {
    Path folder = Files.createDirectories(host.resolve("etc/apt/trusted.gpg.d"));
    Files.write(folder.resolve(name), trusted.certificate());
  }

  private static AptSource source(Optional<SignedBy> signedBy, boolean checkValidUntil) {
    return new AptSource(
        "http://mirror.example/debian",
        List.of("bookworm"),
        List.of("main"),
        List.of(),
        signedBy,
        checkValidUntil,
        "/etc/apt/sources.list:1");
  }

  private Release check(byte[] inRelease) {
    return check(inRelease, source(Optional.empty(), true), NOW);
  }

  private Release check(byte[] inRelease, AptSource source, Instant now) {
    return new ReleaseCheck(host).check(inRelease, source, "bookworm", URL, now);
  }

  private static void refuses(ThrowingCallable check, String fact, String remedy) {
    assertThatThrownBy(check)
        .isInstanceOf(KobakoException.class)
        .hasMessage(URL + ": " + fact + "\nremedy: " + remedy);
  }

  private static final String UP_TO_DATE =
      "use a mirror that is kept up to date, or name an up-to-date file of its keys with Signed-By"
          + " in /etc/apt/sources.list:1";

  @Test
  void whatATrustedKeyHasSignedIsRead() throws Exception {
    byte[] file = key.inRelease(TEXT, SIGNED);

    Release release = check(file);

    assertThat(release.origin()).isEqualTo("Debian");
    assertThat(release.suite()).isEqualTo("oldstable");
    assertThat(release.codename()).isEqualTo("bookworm");
    assertThat(release.date()).isEqualTo(SIGNED);
    assertThat(release.validUntil()).contains(Instant.parse("2026-11-27T00:00:00Z"));
    assertThat(release.byHash()).isTrue();
    assertThat(release.architectures()).containsExactly("amd64", "arm64");
    assertThat(release.components()).containsExactly("main", "contrib");
    assertThat(release.files())
        .containsOnly(
            Map.entry(
                "main/binary-amd64/Packages.xz",
                new Release.IndexFile(12, new Digest("sha256", HASH))));
    assertThat(release.digest()).isEqualTo(Digest.sha256(file));
  }

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

    refuses(
        () -> check(unknown.inRelease(TEXT, SIGNED)),
        "is signed by key "
            + unknown.fingerprint()
            + ", not trusted here (looked in "
            + host
            + "/etc/apt/trusted.gpg.d/test.gpg, the keys of debian that come with kobako, the keys"
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

  private void assertWorthless(TestKey by, String reason) {
    refuses(
        () -> check(by.inRelease(TEXT, SIGNED)),
        "no signature of it counts: a signature is by key "
            + by.fingerprint()
            + ", which "
            + reason,
        UP_TO_DATE);
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

  @Test
  void anExpiredReleaseIsRefusedUnlessTheSourceIsAnArchive() throws Exception {
    byte[] file = key.inRelease(TEXT, SIGNED);
    Instant later = Instant.parse("2026-11-27T00:00:00.5Z");

    refuses(
        () -> check(file, source(Optional.empty(), true), later),
        "expired on 2026-11-27T00:00:00Z: it is 2026-11-27T00:00:00Z here",
        "set this machine's clock, or use a mirror that is kept up to date; for an archive of old"
            + " days, write check-valid-until=no (Check-Valid-Until: no) in"
            + " /etc/apt/sources.list:1");
    assertThat(check(file, source(Optional.empty(), false), later).origin()).isEqualTo("Debian");
  }

  @Test
  void aReleaseFromTheFutureIsRefusedButForTenSeconds() throws Exception {
    byte[] file = key.inRelease(TEXT, SIGNED);

    assertThat(check(file, source(Optional.empty(), true), SIGNED.minusSeconds(10)).origin())
        .isEqualTo("Debian");
    refuses(
        () -> check(file, source(Optional.empty(), true), SIGNED.minusSeconds(11)),
        "was made on 2026-11-20T00:00:00Z, which is in the future: it is 2026-11-19T23:59:49Z"
            + " here",
        "set this machine's clock");
  }

  @Test
  void anotherSuitesReleaseIsRefused() throws Exception {
    String other = TEXT.replace("oldstable", "stable").replace("bookworm", "trixie");

    refuses(
        () -> check(key.inRelease(other, SIGNED)),
        "is the release of suite 'stable', codename 'trixie', expected bookworm",
        "is the suite in /etc/apt/sources.list:1 right? If it is, the mirror is broken or somebody"
            + " answers in its place");
  }

  @Test
  void ubuntusUpdatesAreNotTakenForTheSuiteWhoseCodenameTheyHave() throws Exception {
    byte[] suite = key.inRelease(ubuntu("jammy"), SIGNED);
    byte[] updates = key.inRelease(ubuntu("jammy-updates"), SIGNED);
    ReleaseCheck check = new ReleaseCheck(host);
    AptSource source = source(Optional.empty(), true);

    assertThat(check.check(suite, source, "jammy", URL, NOW).suite()).isEqualTo("jammy");
    assertThat(check.check(updates, source, "jammy-updates", URL, NOW).codename())
        .isEqualTo("jammy");
    refuses(
        () -> check.check(updates, source, "jammy", URL, NOW),
        "is the release of suite 'jammy-updates', codename 'jammy', expected jammy",
        "is the suite in /etc/apt/sources.list:1 right? If it is, the mirror is broken or somebody"
            + " answers in its place");
  }

  private static String ubuntu(String suite) {
    return TEXT.replace("oldstable", suite).replace("bookworm", "jammy");
  }

  @Test
  void signaturesMayBeInAFileOfTheirOwn() throws Exception {
    byte[] release = TEXT.getBytes(StandardCharsets.UTF_8);
    byte[] signature =
        key.signature(release, PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, SIGNED);
    byte[] armored = TestKey.armored("SIGNATURE", signature).getBytes(StandardCharsets.UTF_8);
    AptSource source = source(Optional.empty(), true);
    ReleaseCheck check = new ReleaseCheck(host);

    for (byte[] signatures : List.of(signature, armored)) {
      assertThat(check.checkDetached(release, signatures, source, "bookworm", URL, NOW).digest())
          .isEqualTo(Digest.sha256(release));
    }
    byte[] changed = TEXT.replace("12 main", "13 main").getBytes(StandardCharsets.UTF_8);
    refuses(
        () -> check.checkDetached(changed, signature, source, "bookworm", URL, NOW),
        "the signature by key "
            + key.fingerprint()
            + " is over another text: the file was changed"
            + " since",
        "try again, or another mirror: something on the way changes what it passes on");
  }

  @Test
  void aPageThatIsNoReleaseIsRefused() {
    refuses(
        () -> check("<html>Log in</html>".getBytes(StandardCharsets.UTF_8)),
        "is no signed Release: does not begin with -----BEGIN PGP SIGNED MESSAGE-----",
        "is the archive in /etc/apt/sources.list:1 right, and does no proxy or login page answer"
            + " in its place?");
  }

  @Test
  void aHugeFileIsRefusedUnread() {
    refuses(
        () -> check(new byte[(16 << 20) + 1]),
        "is no signed Release: has more than 16777216 bytes",
        "is the archive in /etc/apt/sources.list:1 right, and does no proxy or login page answer"
            + " in its place?");
  }
}
