package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.PackageArchive;
import dev.kobako.testkit.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that are not what they should be: nothing is composed of them. */
@Timeout(60)
class HostileArchiveTest {
  private static final String DEB = "pool/main/hello/hello_1.0_amd64.deb";
  private static final String RELEASE = "dists/made/InRelease";

  @TempDir Path temp;
  private TestArchive archive;
  private Kobako kobako;
  private List<String> before = List.of();

  @BeforeEach
  void start() throws Exception {
    archive = TestArchive.in(temp);
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    kobako.run("images").done();
    before = store();
  }

  @AfterEach
  void stop() throws Exception {
    if (archive != null) {
      archive.close();
    }
  }

  private List<String> store() {
    return StoreContents.of(temp.resolve("home/store"));
  }

  private void says(int code, String message, String... more) {
    String[] command = more.length > 0 ? more : archive.ask("-t", "after");
    Kobako.Result result = kobako.run(command);
    assertThat(readable(result.err())).isEqualTo(message);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(code);
    assertThat(store()).isEqualTo(before);
    assertThat(staged()).isEmpty();
  }

  /** The message, with words for what differs from run to run and host to host. */
  private String readable(String message) {
    return message
        .replace(temp.toString(), "TEMP")
        .replaceAll("TEMP/gpg[0-9]+", "TEMP/gpg")
        .replace(archive.mirror().url(), "MIRROR")
        .replaceAll("100 of [0-9]+ bytes", "100 of SIZE bytes")
        .replaceAll("[0-9A-F]{40}", "KEY")
        .replaceAll("[0-9a-f]{64}", "DIGEST")
        .replaceAll("it is [0-9T:.-]+Z here", "it is NOW here")
        .replaceAll("looked in /.*?, the keys of debian", "looked in HOST the keys of debian");
  }

  /**
   * What lies about half-made, but for the start of a download, which the next one goes on from.
   */
  private List<String> staged() {
    return StoreContents.of(temp.resolve("home")).stream()
        .filter(line -> line.contains("stag") && !line.contains("/staged/partial-"))
        .toList();
  }

  @Test
  void anArchiveThatIsInOrderIsComposedOf() {
    Kobako.Result result = kobako.run(archive.ask("-t", "after", "-q"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("sha256:");
  }

  @Test
  void aReleaseChangedAfterItWasSigned() {
    byte[] changed =
        new String(archive.files().file(RELEASE), StandardCharsets.UTF_8)
            .replace("Origin: Test", "Origin: Evil")
            .getBytes(StandardCharsets.UTF_8);
    archive.files().put(RELEASE, changed);
    says(
        1,
        """
        kobako: MIRROR/dists/made/InRelease: the signature by key KEY is over another text: the file was changed since
        remedy: try again, or another mirror: something on the way changes what it passes on
        """);
  }

  @Test
  void anUnsignedRelease() {
    archive.files().put(RELEASE, archive.files().file("dists/made/Release"));
    says(
        1,
        """
        kobako: MIRROR/dists/made/InRelease: is no signed Release: does not begin with -----BEGIN PGP SIGNED MESSAGE-----
        remedy: is the archive in --source right, and does no proxy or login page answer in its place?
        """);
  }

  @Test
  void aReleaseThatIsNoLongerValid() {
    archive
        .files()
        .field("Valid-Until", "Sun, 12 Jul 2026 10:16:37 UTC")
        .publish(TestArchive.SUITE, TestArchive.DATE);
    says(
        1,
        """
        kobako: MIRROR/dists/made/InRelease: expired on 2026-07-12T10:16:37Z: it is NOW here
        remedy: set this machine's clock, or use a mirror that is kept up to date; for an archive of old days, write check-valid-until=no (Check-Valid-Until: no) in --source
        """);
  }

  @Test
  void aReleaseOfTheFuture() {
    archive.files().publish(TestArchive.SUITE, Instant.parse("2126-07-11T10:16:37Z"));
    says(
        1,
        """
        kobako: MIRROR/dists/made/InRelease: was made on 2126-07-11T10:16:37Z, which is in the future: it is NOW here
        remedy: set this machine's clock
        """);
  }

  @Test
  void aReleaseSignedByAnotherKey() throws Exception {
    try (TestArchive other = TestArchive.in(temp)) {
      says(
          1,
          """
          kobako: MIRROR/dists/made/InRelease: is signed by key KEY, not trusted here (looked in TEMP/gpg.pgp)
          remedy: if the archive has a new key, name its file with Signed-By in --source
          """,
          "base",
          "debian:bookworm",
          "--distroless",
          "-p",
          "hello",
          "-t",
          "after",
          "--source",
          archive.source().replace(archive.key().toString(), other.key().toString()));
    }
  }

  @Test
  void aKeyThatIsNotThere() throws Exception {
    Files.delete(archive.key());
    says(
        1,
        """
        kobako: TEMP/gpg.pgp: keys that can't be read: the file is missing
        remedy: give keys as an OpenPGP file, binary or armored (gpg --export writes one)
        """);
  }

  @Test
  void anArchiveWithoutASaidKey() {
    says(
        1,
        """
        kobako: MIRROR/dists/made/InRelease: is signed by key KEY, not trusted here (looked in HOST the keys of debian that come with kobako, the keys of ubuntu that come with kobako)
        remedy: install the package that has the archive's keys (debian-archive-keyring, ubuntu-keyring), or name the file of the key with Signed-By in --source
        """,
        "base",
        "debian:bookworm",
        "--distroless",
        "-p",
        "hello",
        "-t",
        "after",
        "--source",
        "deb " + archive.mirror().url() + " made main");
  }

  @Test
  void anotherIndexThanTheReleaseVouchesFor() {
    archive.mirror().on("dists/made/main/.*").otherBytes();
    says(
        1,
        """
        kobako: MIRROR/dists/made/main/binary-amd64/Packages.gz: has digest sha256:DIGEST, expected sha256:DIGEST
        remedy: try again in some minutes, for the mirror may be changing just now; else name another one, for somebody has changed the file
        """);
  }

  @Test
  void aPackageWithOtherBytes() {
    archive.mirror().on(DEB).otherBytes();
    says(
        1,
        """
        kobako: package hello 1.0: MIRROR/pool/main/hello/hello_1.0_amd64.deb: has digest sha256:DIGEST, expected sha256:DIGEST
        remedy: try again, or name another mirror: somebody has changed the file
        """);
  }

  @Test
  void aPackageThatBreaksOff() {
    archive.mirror().on(DEB).truncateAfter(100);
    says(
        3,
        """
        kobako: GET MIRROR/pool/main/hello/hello_1.0_amd64.deb: the connection ended after 100 of SIZE bytes
        remedy: try again later
        """);
  }

  @Test
  void aPackageThatIsNotThere() {
    archive.files().remove(DEB);
    says(
        3,
        """
        kobako: package hello 1.0: GET MIRROR/pool/main/hello/hello_1.0_amd64.deb: status 404, there is no such file
        remedy: run this again to have a newer index; of a locked version that the mirror no longer has, ask an archive of that day (--snapshot) or lock the newest one (--update)
        """);
  }

  private static TarBuilder data(String kind) {
    TarBuilder data = new TarBuilder();
    return switch (kind) {
      case "name that climbs out" -> data.file("./../evil", 0644, "x");
      case "absolute name" -> data.file("/etc/../../evil", 0644, "x");
      case "file through an absolute link" ->
          data.symlink("./out", "/etc").file("./out/evil", 0644, "x");
      case "file through a climbing link" ->
          data.symlink("./out", "../../..").file("./out/evil", 0644, "x");
      case "hard link to outside" -> data.hardlink("./shadow", "../../etc/shadow");
      case "device file" -> data.charDevice("./mem", 0666, 1, 1);
      case "named pipe" -> data.fifo("./pipe", 0644);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name that climbs out          | the name './../evil', which leads elsewhere
          absolute name                 | the absolute name '/etc/../../evil'
          file through an absolute link | an entry below /out, which is no directory in this package
          file through a climbing link  | an entry below /out, which is no directory in this package
          hard link to outside          | the name '../../etc/shadow', which leads elsewhere
          device file                   | the device /mem
          named pipe                    | the named pipe /pipe
          """)
  void aPackageWithAMemberThatNoPackageHas(String kind, String fact) {
    publish(TestArchive.deb(TestArchive.control("hello", "1.0", ""), data(kind)));
    says(
        1,
        """
        kobako: hello_1.0_amd64.deb: has %s
        remedy: the package is damaged or hostile: fetch it again, from a source that you trust
        """
            .formatted(fact));
  }

  @Test
  void aPackageThatIsNone() {
    publish("not a package".getBytes(StandardCharsets.UTF_8));
    says(
        1,
        """
        kobako: hello_1.0_amd64.deb: is no .deb: it does not begin as an ar archive, !<arch>
        remedy: the package is damaged or hostile: fetch it again, from a source that you trust
        """);
  }

  @Test
  void aPackageThatSaysItIsAnother() {
    publish(TestArchive.deb("goodbye", "1.0"));
    says(
        1,
        """
        kobako: hello_1.0_amd64.deb: says Package: goodbye in its control file, expected hello
        remedy: the package is damaged or hostile: fetch it again, from a source that you trust
        """);
  }

  private void publish(byte[] deb) {
    PackageArchive files = archive.files().clear(TestArchive.SUITE);
    files
        .add(TestArchive.SUITE, TestArchive.control("hello", "1.0", ""), deb)
        .publish(TestArchive.SUITE, TestArchive.DATE);
  }
}
