package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;

/** What is believed of a signed release, and why all else is not. */
class ReleaseCheckTest extends ReleaseCheckFixture {
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
