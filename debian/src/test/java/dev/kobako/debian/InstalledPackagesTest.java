package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.ImagePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstalledPackagesTest {
  private static final String DASH =
      """
      Package: dash
      Essential: yes
      Status: install ok installed
      Architecture: amd64
      Version: 0.5.12-12
      Description: POSIX-compliant shell
       More of it
       .
       and more
      Depends: debianutils (>= 5.6-0.1),
       libc6
      """;
  private static final String LIBC =
      """
      Package: libc6
      Status: install ok installed
      Architecture: %s
      Multi-Arch: same
      Source: glibc (2.41-11)
      Version: 2.41-12
      """;
  private static final String REMOVED =
      """
      Package: gone
      Status: deinstall ok config-files
      Architecture: amd64
      Version: 1
      """;

  private static TextTree database() {
    return new TextTree()
        .file(
            "/var/lib/dpkg/status",
            DASH + "\n" + LIBC.formatted("i386") + "\n" + LIBC.formatted("amd64") + "\n" + REMOVED)
        .file("/var/lib/dpkg/arch", "amd64\ni386\n")
        .file("/var/lib/dpkg/info/dash.list", "/.\n/bin\n/bin/dash\n/usr/share/doc/dash\n/bin/sh\n")
        .file("/var/lib/dpkg/info/dash.md5sums", "d41d8cd98f00b204e9800998ecf8427e  bin/dash\n")
        .file("/var/lib/dpkg/info/gone.list", "/etc/gone\n")
        .file("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/usr\n/usr/lib/x/libc.so.6\n/lib64/ld.so")
        .file("/var/lib/dpkg/info/libc6:i386.list", "/.\n/usr\n/usr/lib/y/libc.so.6\n");
  }

  private static Optional<String> owner(TextTree tree, String path) {
    return InstalledPackages.of(tree).owner(ImagePath.of(path)).map(InstalledPackage::toString);
  }

  @Test
  void ownersAreFoundByTheExactPath() {
    assertThat(owner(database(), "/bin/dash")).contains("dash:amd64 0.5.12-12");
    assertThat(owner(database(), "/usr/lib/y/libc.so.6")).contains("libc6:i386 2.41-12");
    assertThat(owner(database(), "/usr/lib/x/libc.so")).isEmpty();
    assertThat(owner(database(), "/etc/gone")).isEmpty();
  }

  @Test
  void aListWithoutFinalLineFeedIsReadToItsEnd() {
    assertThat(owner(database(), "/lib64/ld.so")).contains("libc6:amd64 2.41-12");
  }

  @Test
  void onlyALinkMakesTheTwoNamesOfMergedUsrOne() {
    TextTree merged = database().link("/bin", "usr/bin").link("/lib", "/usr/lib");

    assertThat(owner(merged, "/usr/bin/dash")).contains("dash:amd64 0.5.12-12");
    assertThat(owner(merged, "/lib/x/libc.so.6")).contains("libc6:amd64 2.41-12");
    assertThat(owner(merged, "/usr/lib64/ld.so")).isEmpty();
    assertThat(owner(database(), "/usr/bin/dash")).isEmpty();
  }

  @Test
  void aDivertedPathBelongsToWhoTookItAndTheOthersFileIsElsewhere() {
    TextTree tree =
        database()
            .file(
                "/var/lib/dpkg/diversions",
                """
                /usr/lib/x/libc.so.6
                /usr/lib/x/libc.so.6.real
                dash
                /bin/dash
                /bin/dash.real
                :
                """);

    assertThat(owner(tree, "/usr/lib/x/libc.so.6")).contains("dash:amd64 0.5.12-12");
    assertThat(owner(tree, "/usr/lib/x/libc.so.6.real")).contains("libc6:amd64 2.41-12");
    assertThat(owner(tree, "/bin/dash")).isEmpty();
    assertThat(owner(tree, "/bin/dash.real")).contains("dash:amd64 0.5.12-12");
  }

  @Test
  void theTreesOwnArchitectureComesFirst() {
    InstalledPackages packages = InstalledPackages.of(database());

    assertThat(packages.all())
        .extracting(InstalledPackage::toString)
        .containsExactly("dash:amd64 0.5.12-12", "libc6:amd64 2.41-12", "libc6:i386 2.41-12");
    assertThat(packages.byName("libc6").map(InstalledPackage::architecture)).contains("amd64");
    assertThat(packages.byName("libc6:i386").map(InstalledPackage::architecture)).contains("i386");
    assertThat(packages.byName("gone")).isEmpty();
  }

  @Test
  void aPackageTellsItsFilesStanzaSumsAndSource() {
    InstalledPackages packages = InstalledPackages.of(database());
    InstalledPackage dash = packages.byName("dash").orElseThrow();
    InstalledPackage libc = packages.byName("libc6").orElseThrow();

    assertThat(dash.files())
        .extracting(ImagePath::toString)
        .containsExactly("/", "/bin", "/bin/dash", "/usr/share/doc/dash", "/bin/sh");
    assertThat(dash.stanza()).isEqualTo(DASH);
    assertThat(dash.md5sums()).contains("d41d8cd98f00b204e9800998ecf8427e  bin/dash\n");
    assertThat(dash.field("depends")).contains("debianutils (>= 5.6-0.1),\n libc6");
    assertThat(dash.source()).isEqualTo("dash");
    assertThat(libc.source()).isEqualTo("glibc");
    assertThat(libc.sourceVersion()).isEqualTo("2.41-11");
    assertThat(libc.md5sums()).isEmpty();
  }

  @Test
  void distrolessTellsItsFilesByTheirSums() {
    TextTree tree =
        new TextTree()
            .file(
                "/var/lib/dpkg/status.d/tzdata",
                "Package: tzdata\nVersion: 2025b-4\nArchitecture: all\n")
            .file(
                "/var/lib/dpkg/status.d/tzdata.md5sums",
                "d41d8cd98f00b204e9800998ecf8427e  usr/share/zoneinfo/Asia/Tokyo\n");

    assertThat(owner(tree, "/usr/share/zoneinfo/Asia/Tokyo")).contains("tzdata:all 2025b-4");
  }

  @Test
  void aTreeWithoutDatabaseHasNoPackages() {
    assertThat(InstalledPackages.of(new TextTree()).all()).isEmpty();
    assertThat(owner(new TextTree(), "/bin/sh")).isEmpty();
  }

  @Test
  void hostileStanzasAndLinesArePassedOver() {
    TextTree tree =
        new TextTree()
            .file(
                "/var/lib/dpkg/status",
                """
                Package: ../../../etc/x
                Version: 1

                Package: noversion


                 :
                :
                Package

                Package: good
                Version: 1
                Source: (((\
                """)
            .file("/var/lib/dpkg/info/good.list", "relative\n/a/../b\n\n/\0\n/fine\n/\u00e9\n");

    InstalledPackages packages = InstalledPackages.of(tree);

    assertThat(packages.all()).extracting(InstalledPackage::name).containsExactly("good");
    InstalledPackage good = packages.byName("good").orElseThrow();
    assertThat(good.files()).extracting(ImagePath::toString).containsExactly("/fine", "/\u00e9");
    assertThat(good.source()).isEqualTo("good");
    assertThat(owner(tree, "/\u00e9")).contains("good:all 1");
  }

  @Test
  void anAbsurdlyLargeFileIsRefusedUnread() {
    TextTree tree =
        new TextTree()
            .file("/var/lib/dpkg/status", Content.of(Path.of("/nonexistent"), 5_000_000_000L));

    assertThatThrownBy(() -> InstalledPackages.of(tree).all())
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/var/lib/dpkg/status: has 5000000000 bytes, expected at most 67108864 in a file of"
                + " the package database\n"
                + "remedy: remove the file from the image if it is no work of dpkg");
  }

  @Test
  void tooManyPathsAreRefused() {
    TextTree tree =
        new TextTree()
            .file("/var/lib/dpkg/status", "Package: good\nVersion: 1\n")
            .file("/var/lib/dpkg/info/good.list", "/a\n".repeat(4_000_001));

    assertThatThrownBy(() -> InstalledPackages.of(tree).all())
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/var/lib/dpkg: lists 4000001 paths, expected at most 4000000\n"
                + "remedy: remove the folder from the image if it is no work of dpkg");
  }

  @Test
  void documentationIsToldFromDataAndCopyrightFromBoth() {
    List<String> paths =
        List.of(
            "/usr/share/doc",
            "/usr/share/doc/dash/copyright",
            "/usr/share/man/man1/dash.1.gz",
            "/usr/share/docs",
            "/usr/share/locale/de/LC_MESSAGES/dash.mo");

    assertThat(paths.stream().map(ImagePath::of).filter(DocumentationPaths::contains))
        .extracting(ImagePath::toString)
        .containsExactlyElementsOf(paths.subList(0, 3));
    assertThat(paths.stream().map(ImagePath::of).filter(DocumentationPaths::isCopyright))
        .extracting(ImagePath::toString)
        .containsExactly("/usr/share/doc/dash/copyright");
  }
}
