package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host that trusts one key, and a Release to sign. */
abstract class ReleaseCheckFixture {
  static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant SIGNED = Instant.parse("2026-11-20T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final String URL = "http://mirror.example/debian/dists/bookworm/InRelease";
  static final String HASH = "e".repeat(64);
  static final String TEXT =
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

  TestKey key;

  @BeforeEach
  void trustKey() throws Exception {
    key = TestKey.edwards(MADE, Duration.ZERO);
    trust("test.gpg", key);
  }

  void trust(String name, TestKey trusted) throws Exception {
    Path folder = Files.createDirectories(host.resolve("etc/apt/trusted.gpg.d"));
    Files.write(folder.resolve(name), trusted.certificate());
  }

  static AptSource source(Optional<SignedBy> signedBy, boolean checkValidUntil) {
    return new AptSource(
        "http://mirror.example/debian",
        List.of("bookworm"),
        List.of("main"),
        List.of(),
        signedBy,
        checkValidUntil,
        "/etc/apt/sources.list:1");
  }

  Release check(byte[] inRelease) {
    return check(inRelease, source(Optional.empty(), true), NOW);
  }

  Release check(byte[] inRelease, AptSource source, Instant now) {
    return new ReleaseCheck(host).check(inRelease, source, "bookworm", URL, now);
  }

  static void refuses(ThrowingCallable check, String fact, String remedy) {
    assertThatThrownBy(check)
        .isInstanceOf(KobakoException.class)
        .hasMessage(URL + ": " + fact + "\nremedy: " + remedy);
  }
}
