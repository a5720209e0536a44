package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.PackageArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks, and what is kept on this machine, while an archive goes from one state to the next. */
@Timeout(60)
class ArchiveLockTest {
  @TempDir Path temp;
  private TestArchive archive;
  private Kobako kobako;
  private Path lock;

  @BeforeEach
  void start() throws Exception {
    archive = TestArchive.in(temp);
    kobako = user("home");
    lock = temp.resolve("hello.lock");
  }

  @AfterEach
  void stop() throws Exception {
    if (archive != null) {
      archive.close();
    }
  }

  private Kobako user(String home) {
    return Kobako.withStore(temp.resolve(home)).in(temp);
  }

  /** The archive a day later, with a newer library. */
  private void upgrade() {
    PackageArchive files = archive.files().clear(TestArchive.SUITE);
    files
        .add(
            TestArchive.SUITE,
            TestArchive.control("libhello", "1.1", ""),
            TestArchive.deb("libhello", "1.1"))
        .add(
            TestArchive.SUITE,
            TestArchive.control("hello", "1.0", "Depends: libhello (>= 1.0)\n"),
            TestArchive.deb("hello", "1.0"))
        .publish(TestArchive.SUITE, TestArchive.DATE.plus(Duration.ofDays(1)));
  }

  private String composed(Kobako user, String... more) {
    return user.run(archive.ask(more)).done().out();
  }

  private String readable(String text) {
    return text.replace(archive.mirror().url(), "MIRROR")
        .replace(temp.toString(), "TEMP")
        .replaceAll("TEMP/gpg[0-9]+", "TEMP/gpg")
        .replaceAll("[0-9a-f]{64}", "DIGEST");
  }

  @Test
  void aLockIsReadable() throws Exception {
    composed(kobako, "--lock", "hello.lock", "-t", "hello", "-q");

    assertThat(readable(Files.readString(lock)))
        .isEqualTo(
            """
            kobako-base-lock 1
            # The packages of base.yaml, to the byte. Keep this file beside it; 'kobako base --update' writes it anew.
            base debian:bookworm
            kind distroless
            recommends false
            line deb [signed-by=TEMP/gpg.pgp] MIRROR made main
            package hello

            # suite, date, InRelease, archive
            release made 2026-07-11T10:16:37Z sha256:DIGEST MIRROR

            # name, version, architecture, suite/component, size, .deb, path
            architecture amd64
            hello 1.0 amd64 made/main 5824 sha256:DIGEST pool/main/hello/hello_1.0_amd64.deb after libhello because asked for
            libhello 1.0 amd64 made/main 5824 sha256:DIGEST pool/main/libhello/libhello_1.0_amd64.deb because hello depends on libhello (>= 1.0)
            """);
  }

  @Test
  void aLockKeepsVersionsThatTheArchiveHasReplaced() {
    String first = composed(kobako, "--lock", "hello.lock", "-t", "hello", "-q");
    upgrade();

    assertThat(composed(user("other"), "--lock", "hello.lock", "-t", "hello", "-q"))
        .isEqualTo(first);
    assertThat(composed(user("other"), "-t", "hello", "-q")).isNotEqualTo(first);
  }

  @Test
  void anUpdateTellsWhatChangesAndWritesIt() throws Exception {
    String first = composed(kobako, "--lock", "hello.lock", "-t", "hello", "-q");
    final String before = Files.readString(lock);
    upgrade();

    assertThat(kobako.run("base", "--update", "hello.lock", "--dry-run").done().out())
        .isEqualTo(
            """
            libhello  1.0 \u2192 1.1
            1 upgraded
            """);
    assertThat(Files.readString(lock)).isEqualTo(before);
    kobako.run("base", "--update", "hello.lock").done();
    assertThat(Files.readString(lock)).contains("1.1").isNotEqualTo(before);
    assertThat(kobako.run("base", "--update", "hello.lock").done().out())
        .isEqualTo("no package has changed\n");
    assertThat(composed(kobako, "--lock", "hello.lock", "-t", "hello", "-q")).isNotEqualTo(first);
  }

  @Test
  void aLockOfAnotherRequestIsRefused() {
    composed(kobako, "--lock", "hello.lock", "-t", "hello", "-q");

    Kobako.Result result =
        kobako.run(archive.ask("--lock", "hello.lock", "-t", "hello", "-p", "libhello"));
    assertThat(readable(result.err()))
        .isEqualTo(
            """
            kobako: TEMP/hello.lock: locks another request: packages: +libhello
            remedy: run 'kobako base --update TEMP/hello.lock' to choose packages anew
            """);
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void whatWasFetchedOnceNeedsNoServer() {
    String first = composed(kobako, "-t", "hello", "-q");
    archive.mirror().forgetRequests();

    assertThat(composed(kobako, "-t", "hello", "-q", "--offline")).isEqualTo(first);
    assertThat(archive.mirror().requests(".*")).isEmpty();
    assertThat(composed(kobako, "-t", "hello", "-q")).isEqualTo(first);
    assertThat(archive.mirror().requests(".*"))
        .singleElement()
        .satisfies(request -> assertThat(request.path()).endsWith("/InRelease"));
  }

  @Test
  void withoutServerNothingIsThereAtFirst() {
    Kobako.Result result = kobako.run(archive.ask("-t", "hello", "--offline"));

    assertThat(readable(result.err()))
        .isEqualTo(
            """
            kobako: MIRROR/dists/made/InRelease: was not fetched before, and nothing is fetched now
            remedy: run this once without --offline
            """);
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void aPackageThatNoArchiveHas() {
    Kobako.Result result = kobako.run(archive.ask("-t", "hello", "-p", "helo"));

    assertThat(readable(result.err()))
        .isEqualTo(
            """
            kobako: helo: there is no such package for amd64
            remedy: did you mean hello?
            """);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void aPackageThatNeedsWhatIsNotToBeHad() {
    archive
        .files()
        .add(
            TestArchive.SUITE,
            TestArchive.control("needy", "1.0", "Depends: libhello (>= 2.0)\n"),
            TestArchive.deb("needy", "1.0"))
        .publish(TestArchive.SUITE, TestArchive.DATE);
    Kobako.Result result = kobako.run(archive.ask("-t", "hello", "-p", "needy"));

    assertThat(readable(result.err()))
        .isEqualTo(
            """
            kobako: needy: can't be installed: needy depends on libhello (>= 2.0), but made has libhello 1.0
            remedy: name a suite or component that has libhello (>= 2.0), or leave out needy
            """);
    assertThat(result.code()).isEqualTo(1);
  }
}
