package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kobako base} tells of a base that it made or would make. */
@Timeout(60)
class BaseReportTest {
  @TempDir Path temp;
  private TestArchive archive;
  private Kobako kobako;

  @BeforeEach
  void start() throws Exception {
    archive = TestArchive.in(temp);
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
  }

  @AfterEach
  void stop() throws Exception {
    if (archive != null) {
      archive.close();
    }
  }

  private String composed(String... more) {
    return kobako.run(archive.ask(more)).done().out();
  }

  private String readable(String text) {
    return text.replaceAll("[0-9a-f]{64}", "DIGEST");
  }

  @Test
  void theListSaysWhyAPackageIsThere() {
    assertThat(composed("--list"))
        .isEqualTo(
            """
            libhello 1.0 amd64  hello depends on libhello (>= 1.0)
            hello 1.0 amd64  asked for
            2 packages for amd64, 11.6 kB as they are fetched
            """);
    assertThat(kobako.run("images", "-q").done().out()).isEmpty();
  }

  @Test
  void aReportSaysWhatWasMade() {
    assertThat(readable(composed("-t", "hello")).replaceAll("[0-9.]+ (s|k?B)\\b", "N $1"))
        .isEqualTo(
            """
            hello:latest  sha256:DIGEST
            N B on disk, N kB compressed (gzip:6), 2 packages, 13 files
            made by kobako:
              /dev and 18 more  base-files
              /etc/group and 2 more  adduser
              /etc/nsswitch.conf  libc-bin
              /var/lib/dpkg and 5 more  dpkg
            N s
            """);
  }

  @Test
  void aReportForMachines() {
    String json = composed("-t", "hello", "--json");

    assertThat(readable(json))
        .startsWith(
            """
            {
              "written" : [ "hello:latest" ],
              "bases" : [ {
                "digest" : "sha256:DIGEST",
                "platform" : "linux/amd64",
                "diskBytes" : 830,
            """)
        .contains(
            """
                "name" : "hello",
                  "version" : "1.0",
                  "architecture" : "amd64",
                  "sha256" : "DIGEST"
            """
                .strip())
        .contains(
            """
                "path" : "/etc/passwd",
                  "effect" : "adduser"
            """
                .strip());
  }

  @Test
  void whatIsInItIsAttachedToIt() {
    composed("-t", "hello", "-q");

    assertThat(kobako.run("referrers", "hello").done().out())
        .contains("application/spdx+json", "application/vnd.cyclonedx+json");
  }
}
