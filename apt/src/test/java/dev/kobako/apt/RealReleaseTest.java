package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Releases of Debian's own, by the keys that come with kobako. */
@Timeout(60)
class RealReleaseTest {
  private static final String SUITE = "bookworm-security";
  private static final String URL = "http://mirror.example/InRelease";
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final AptSource SOURCE = source(SUITE, true);

  /** A host without any keys. */
  @TempDir static Path host;

  private static ReleaseCheck check;
  private static byte[] real;
  private static Release expected;

  /** Without {@code inTime}, lists that are older than they are valid will do. */
  private static AptSource source(String suite, boolean inTime) {
    return new AptSource(
        "http://mirror.example/debian",
        List.of(suite),
        List.of("main"),
        List.of(),
        Optional.empty(),
        inTime,
        "test");
  }

  @BeforeAll
  static void readRelease() throws IOException {
    check = new ReleaseCheck(host);
    try (InputStream in =
        RealReleaseTest.class.getResourceAsStream("bookworm-security.InRelease")) {
      real = in.readAllBytes();
    }
    expected = check(real);
  }

  private static Release check(byte[] file) {
    return check.check(file, SOURCE, SUITE, URL, NOW);
  }

  @Test
  void debiansSecurityIsBelieved() {
    assertThat(expected.origin()).isEqualTo("Debian");
    assertThat(expected.codename()).isEqualTo(SUITE);
    assertThat(expected.components()).contains("main", "contrib");
    assertThat(expected.files()).hasSize(292).containsKey("main/binary-amd64/Packages.xz");
  }

  @Test
  void whatTheHostsMirrorGaveIsBelieved() throws Exception {
    List<Path> files = new ArrayList<>();
    Path lists = Path.of("/var/lib/apt/lists");
    if (Files.isDirectory(lists)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(lists, "*debian*_InRelease")) {
        found.forEach(files::add);
      }
    }
    assumeFalse(files.isEmpty(), "an apt that has updated from a Debian mirror is needed");
    for (Path file : files) {
      String[] parts = file.getFileName().toString().split("_", -1);
      String suite = parts[parts.length - 2];

      Release release =
          check.check(
              Files.readAllBytes(file),
              source(suite, false),
              suite,
              file.toString(),
              Instant.now());

      assertThat(release.origin()).as(suite).isEqualTo("Debian");
    }
  }

  @Test
  void noFlippedBitIsBelieved() {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] changed = real.clone();
      // Half of them among the signatures, which are a tenth of the file.
      int at =
          i % 2 == 0
              ? random.nextInt(changed.length)
              : changed.length - 1 - random.nextInt(changed.length / 10);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      refused += refusedOrSame(changed);
    }
    assertThat(refused).isGreaterThan(190);
  }

  @Test
  void noTruncatedFileIsBelieved() {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      byte[] cut = Arrays.copyOf(real, random.nextInt(real.length - 2));

      assertThat(refusedOrSame(cut)).as("cut to " + cut.length).isEqualTo(1);
    }
  }

  @Test
  void noGarbageIsBelieved() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);

      assertThat(refusedOrSame(garbage)).isEqualTo(1);
      assertThat(refusedOrSame(TestKey.clearSigned("Suite: x\n", garbage))).isEqualTo(1);
    }
  }

  /**
   * What has changed in nothing that is signed (a header, a blank at a line's end) says the same.
   */
  private static int refusedOrSame(byte[] file) {
    try {
      Release release = check(file);
      assertThat(release.files()).isEqualTo(expected.files());
      assertThat(release.validUntil()).isEqualTo(expected.validUntil());
      return 0;
    } catch (KobakoException e) {
      assertThat(e.getMessage()).startsWith(URL + ": ").contains("\nremedy: ");
      return 1;
    }
  }
}
