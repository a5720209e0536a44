package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.PackageArchive;
import dev.kobako.testkit.PackageMirror;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that send something else than the release promises, or nothing. */
@Timeout(30)
class HostileIndexTest {
  private static final Instant DATE = Instant.parse("2026-07-11T10:16:37Z");
  private static final String INDEX = "dists/stable/main/binary-amd64/Packages.gz";
  private static final String BY_HASH = "dists/stable/main/binary-amd64/by-hash/.*";
  private static final String REMEDY =
      "\nremedy: try again in some minutes, for the mirror may be changing just now; else name"
          + " another one, for somebody has changed the file";

  private final PackageArchive archive = new PackageArchive();
  private final PackageMirror mirror = PackageMirror.start(archive);

  @TempDir Path cache;

  HostileIndexTest() {
    byte[] noise = new byte[3000];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < 200; i++) {
      archive.add(
          "stable",
          "Package: p%03d\nVersion: 1\nArchitecture: amd64\nDescription: %s"
              .formatted(i, PackageArchive.sha256(new byte[] {noise[i], noise[i + 1000]})),
          new byte[] {1});
    }
    archive.publish("stable", DATE);
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  private int open() {
    try (Repositories repositories = new TestRepositories(cache).online()) {
      return repositories
          .open(TestRepositories.source(mirror.url(), "stable"), "amd64")
          .packages()
          .names("")
          .size();
    }
  }

  private void assertRefused(Failure failure, String message) {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(failure))
        .hasMessage(message);
    assertThat(cache.resolve("indexes")).isEmptyDirectory();
    mirror.behave();
  }

  private String url(String path) {
    return mirror.url() + "/" + path;
  }

  private int size() {
    return archive.file(INDEX).length;
  }

  private String hex() {
    return PackageArchive.sha256(archive.file(INDEX));
  }

  @Test
  void otherBytesAreRefusedByTheirDigest() {
    String hex = hex();
    byte[] other = archive.file(INDEX);
    other[other.length / 2] ^= 4;
    archive.put("dists/stable/main/binary-amd64/by-hash/SHA256/" + hex, other);

    assertRefused(
        Failure.FINDING,
        url(INDEX)
            + ": has digest sha256:"
            + PackageArchive.sha256(other)
            + ", expected sha256:"
            + hex
            + REMEDY);
  }

  @Test
  void aLengthOtherThanPromisedIsRefusedAtOnce() {
    mirror.on(BY_HASH).bodyOf(7);

    assertRefused(
        Failure.FINDING,
        "index stable/main: "
            + url("dists/stable/main/binary-amd64/by-hash/SHA256/" + hex())
            + ": has 7 bytes, expected "
            + size()
            + "\nremedy: try again in some minutes, or name another mirror: this one is not in step"
            + " with its own index");
  }

  @Test
  void anEndlessBodyIsReadUpToThePromisedSize() {
    mirror.on(BY_HASH).endlessBody();

    assertThatThrownBy(this::open)
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(url(INDEX) + ": has digest sha256:")
        .hasMessageEndingWith(", expected sha256:" + hex() + REMEDY);
  }

  @Test
  void anEndlessReleaseIsRefused() {
    mirror.on("dists/stable/InRelease").endlessBody();

    assertRefused(
        Failure.OUTSIDE,
        "GET " + url("dists/stable/InRelease") + ": the answer has more than 16777216 bytes");
  }

  @Test
  void anIndexThatUnpacksToMoreIsRefused() {
    byte[] bomb = new byte[1 << 20];
    PackageArchive lying =
        new PackageArchive()
            .packedAs(".gz", _ -> gzipOf(bomb))
            .add("stable", "Package: a\nVersion: 1\nArchitecture: amd64", new byte[] {1})
            .publish("stable", DATE);
    lying.files().forEach(archive::put);

    String text = text(lying);
    assertRefused(
        Failure.FINDING,
        url(INDEX)
            + " unpacked: has more than the "
            + text
            + " bytes that the release promises"
            + REMEDY);
  }

  private static byte[] gzipOf(byte[] bytes) {
    var out = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String text(PackageArchive of) {
    return new String(of.file("dists/stable/InRelease"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.endsWith("Packages"))
        .map(line -> line.split(" ")[2])
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTheReleasePromisesButCannotBeUnpackedIsRefused() {
    archive
        .packedAs(".gz", _ -> "no gzip".getBytes(StandardCharsets.UTF_8))
        .publish("stable", DATE);

    assertRefused(
        Failure.FINDING,
        url(INDEX)
            + ": can't be read: no gzip header\n"
            + "remedy: name another mirror, or tell the operator of this one");
  }

  @Test
  void aStanzaWithoutANameIsRefused() {
    archive.addStanza("stable", "main", "amd64", "Version: 1\n").publish("stable", DATE);

    assertThatThrownBy(this::open)
        .isInstanceOf(KobakoException.class)
        .hasMessageMatching(
            ".*/Packages.gz: can't be read: the stanza at byte [0-9]+ names no package\n"
                + "remedy: name another mirror, or tell the operator of this one");
  }

  @Test
  void brokenConnectionsAreMended() {
    mirror.on("dists/stable/InRelease").resetAfter(20).once();
    mirror.on("dists/stable/InRelease").status(503).once();
    mirror.on(BY_HASH).truncateAfter(1500).once();
    mirror.on(BY_HASH).hangUp().once();
    mirror.on(BY_HASH).ignoreRange().resetAfter(3000).once();
    mirror.on(BY_HASH).status(500).once();

    assertThat(open()).isEqualTo(200);
    assertThat(mirror.requests(BY_HASH))
        .extracting(each -> each.header("Range").orElse(""))
        .contains("bytes=1500-");
  }

  @Test
  void aStalledServerIsGivenUp() {
    mirror.on(BY_HASH).stallAfter(100);

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
        .hasMessageContaining(": nothing came or went for 1 s")
        .hasMessageEndingWith("\nremedy: try again later");
  }

  @Test
  void aServerThatFailsOrRefusesIsNamed() {
    String release = "GET " + url("dists/stable/InRelease");
    mirror.on("dists/stable/InRelease").status(503);
    assertRefused(
        Failure.OUTSIDE,
        release
            + ": the server answers with status 503\n"
            + "remedy: try again later, or name another mirror");

    mirror.on("dists/stable/InRelease").status(401);
    assertRefused(
        Failure.OUTSIDE,
        release
            + ": the server answers with status 401\n"
            + "remedy: write user and password into the archive's URL, or into a file in"
            + " /etc/apt/auth.conf.d");

    mirror.on(BY_HASH).status(404);
    assertRefused(
        Failure.OUTSIDE,
        "index stable/main: GET "
            + url("dists/stable/main/binary-amd64/by-hash/SHA256/" + hex())
            + ": status 404, there is no such file\n"
            + "remedy: try again in some minutes, or name another mirror: this one lacks a file of"
            + " its own release");
  }

  @Test
  void aServerThatWasNotAskedWhetherItChangedMayNotSaySo() {
    mirror.on("dists/stable/InRelease").status(304);

    assertRefused(
        Failure.OUTSIDE,
        url("dists/stable/InRelease")
            + ": the server says that the file is unchanged, but was not asked that\n"
            + "remedy: name another mirror");
  }
}
