package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ways in which sources.list(5) writes sources. */
class HostSourcesTest {
  @TempDir Path host;

  @BeforeEach
  void makeFolders() throws Exception {
    Files.createDirectories(host.resolve("etc/apt/sources.list.d"));
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(host.resolve("etc/apt").resolve(file), text);
  }

  private SourceEntry.Usable read() {
    return HostSources.read(host);
  }

  @Test
  void aHostWithoutAptHasNone() {
    assertThat(HostSources.read(host.resolve("nowhere")).sources()).isEmpty();
  }

  @Test
  void linesHaveOptionsAndComments() throws Exception {
    write(
        "sources.list",
        """
        # deb http://commented.example/debian bookworm main
        deb http://one.example/debian/ bookworm main contrib # and more
        deb-src http://one.example/debian bookworm main

        deb\t[ arch=amd64,arm64 signed-by=/usr/share/keyrings/a.gpg check-valid-until=no lang=de ]\
         https://two.example/debian bookworm/updates main
        deb [signed-by=0x%s!,%s] http://three.example/x y z
        """
            .formatted("ab".repeat(20), "CD".repeat(20)));

    assertThat(read().sources())
        .containsExactly(
            new AptSource(
                "http://one.example/debian",
                List.of("bookworm"),
                List.of("main", "contrib"),
                List.of(),
                Optional.empty(),
                true,
                "/etc/apt/sources.list:2"),
            new AptSource(
                "https://two.example/debian",
                List.of("bookworm/updates"),
                List.of("main"),
                List.of("amd64", "arm64"),
                Optional.of(new SignedBy.KeyFile(host.resolve("usr/share/keyrings/a.gpg"))),
                false,
                "/etc/apt/sources.list:5"),
            new AptSource(
                "http://three.example/x",
                List.of("y"),
                List.of("z"),
                List.of(),
                Optional.of(
                    new SignedBy.AnyOf(
                        List.of(
                            new SignedBy.Fingerprint("AB".repeat(20), true),
                            new SignedBy.Fingerprint("CD".repeat(20), false)))),
                true,
                "/etc/apt/sources.list:6"));
  }

  @Test
  void paragraphsHaveSeveralArchivesAndSuites() throws Exception {
    write(
        "sources.list.d/b.sources",
        """
        # A comment.
        Types: deb deb-src
        URIs: http://one.example/debian/ https://two.example/debian
        Suites: bookworm
         bookworm-updates
        # Another, within the paragraph.
        Components: main non-free
        Architectures: amd64
        Check-Valid-Until: No
        Signed-By:
         -----BEGIN PGP PUBLIC KEY BLOCK-----
         .
         aaaa
         -----END PGP PUBLIC KEY BLOCK-----

        Enabled: no
        Types: deb
        URIs: http://three.example/debian
        Suites: bookworm
        Components: main

        Types: deb-src
        URIs: http://four.example/debian
        Suites: bookworm
        Components: main
        """);

    SignedBy key =
        new SignedBy.KeyText(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\naaaa\n-----END PGP PUBLIC KEY BLOCK-----\n");
    assertThat(read().sources())
        .extracting(AptSource::archive)
        .containsExactly("http://one.example/debian", "https://two.example/debian");
    assertThat(read().sources().getFirst())
        .isEqualTo(
            new AptSource(
                "http://one.example/debian",
                List.of("bookworm", "bookworm-updates"),
                List.of("main", "non-free"),
                List.of("amd64"),
                Optional.of(key),
                false,
                "/etc/apt/sources.list.d/b.sources"));
    assertThat(read().passedOver()).isEmpty();
  }

  @Test
  void filesOfTheFolderFollowInOrderAndOthersAreNoSources() throws Exception {
    write("sources.list.d/b.list", "deb http://b.example/debian bookworm main\n");
    write("sources.list.d/a.list", "deb http://a.example/debian bookworm main\n");
    write("sources.list.d/c.list.disabled", "deb http://c.example/debian bookworm main\n");
    write("sources.list", "deb http://z.example/debian bookworm main\n");

    assertThat(read().sources())
        .extracting(AptSource::archive)
        .containsExactly(
            "http://z.example/debian", "http://a.example/debian", "http://b.example/debian");
  }

  @Test
  void whatCannotBeReachedIsPassedOverWithItsReason() throws Exception {
    write(
        "sources.list",
        """
        deb cdrom:[Debian_12]/ bookworm main
        deb mirror+file:/etc/apt/mirrors.txt bookworm main
        deb http://flat.example/packages ./
        deb [trusted=yes] http://unsigned.example/debian bookworm main
        deb [trusted=no] http://untrusted.example/debian bookworm main
        deb http://variable.example/debian $(ARCH)/ main
        deb file:/srv/debian bookworm main
        """);

    assertThat(read().sources()).extracting(AptSource::archive).containsExactly("file:/srv/debian");
    assertThat(read().passedOver())
        .containsExactly(
            "/etc/apt/sources.list:1: cdrom: archives are not supported",
            "/etc/apt/sources.list:2: mirror+file: archives are not supported",
            "/etc/apt/sources.list:3: an archive without suites ('./') is not supported",
            "/etc/apt/sources.list:4: trusted=yes: an archive is believed by its signature alone;"
                + " give the file of its key with signed-by",
            "/etc/apt/sources.list:5: trusted=no: an archive that nobody is to trust",
            "/etc/apt/sources.list:6: an archive without suites ('$(ARCH)/') is not supported");
  }

  @Test
  void aHostThatDoesNotMindExpiredReleasesSaysSoOnceForAll() throws Exception {
    write(
        "apt.conf",
        """
        // A comment with "quotes" and { braces
        Acquire { Retries "3"; /* Check-Valid-Until "true"; */ Check-Valid-Until "false"; };
        DPkg::Post-Invoke {"true";};
        """);
    write(
        "sources.list",
        """
        deb http://one.example/debian bookworm main
        deb [check-valid-until=yes] http://two.example/debian bookworm main
        """);

    assertThat(read().sources())
        .extracting(AptSource::checkValidUntil)
        .containsExactly(false, true);
  }

  @Test
  void malformedEntriesAreNamed() throws Exception {
    String remedy = "\nremedy: write it as 'deb [signed-by=FILE] URL SUITE COMPONENT…'";
    write("sources.list", "\ndeb http://one.example/debian bookworm\n");
    refuses("/etc/apt/sources.list:2: the entry has 3 words besides its options" + remedy);
    write("sources.list", "dep http://one.example/debian bookworm main\n");
    refuses("/etc/apt/sources.list:1: the entry begins with 'dep'" + remedy);
    write("sources.list", "deb [arch=amd64 http://one.example/debian bookworm main\n");
    refuses("/etc/apt/sources.list:1: the entry has no ] after its [" + remedy);
    write("sources.list", "");
    write("sources.list.d/x.sources", "Types: deb\nURIs: http://one.example/debian\n");
    refuses(
        "/etc/apt/sources.list.d/x.sources: an entry has no Suites\nremedy: each paragraph needs"
            + " Types, URIs, Suites and Components (sources.list(5))");
  }

  private void refuses(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(KobakoException.class)
        .hasMessage(message)
        .extracting(e -> ((KobakoException) e).failure())
        .isEqualTo(Failure.USAGE);
  }
}
