package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.InstalledPackages;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PackageStanzasTest {
  private static final String STATUS =
      """
      Package: app
      Status: install ok installed
      Architecture: amd64
      Version: 1.2-3
      Description: an application
       with a second line

      Package: libc6
      Status: install ok installed
      Architecture: amd64
      Version: 2.41

      Package: untouched
      Status: install ok installed
      Architecture: amd64
      Version: 4
      """;

  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, FakeRoot.program())
        .file("/usr/share/untouched/x", "x")
        .file("/var/lib/dpkg/status", STATUS)
        .file("/var/lib/dpkg/info/app.list", "/usr\n/usr/bin\n/bin/app\n")
        .file("/var/lib/dpkg/info/libc6.list", "/lib/x86_64-linux-gnu/libc.so.6\n")
        .file("/var/lib/dpkg/info/untouched.list", "/usr\n/usr/bin\n/usr/share/untouched/x\n");
  }

  @Test
  void areKeptForThePackagesOfKeptFiles() throws IOException {
    Explained closure = Explained.closure(root());

    PackageStanzas.keep(closure.closure());

    assertThat(NssKnowledgeTest.text(closure, "/var/lib/dpkg/status.d/app"))
        .isEqualTo(
            """
            Package: app
            Status: install ok installed
            Architecture: amd64
            Version: 1.2-3
            Description: an application
             with a second line

            """);
    assertThat(closure.reason("/var/lib/dpkg/status.d/app"))
        .contains("tells scanners about the package of /usr/bin/app");
    assertThat(closure.reason("/var/lib/dpkg/status.d/libc6")).isPresent();
    assertThat(closure.reason("/var/lib/dpkg/status.d/untouched")).isEmpty();
    closure.holdsTogether();
  }

  @Test
  void areReadAgainAsTheDatabaseOfTheResult() throws IOException {
    Explained closure = Explained.closure(root());

    PackageStanzas.keep(closure.closure());

    InstalledPackages result =
        InstalledPackages.of(
            new Packer(Source.Kind.IMAGE, Instant.EPOCH).tree(closure.closure().keepSet()));
    assertThat(result.all().stream().map(each -> each.name() + " " + each.version()))
        .containsExactly("app 1.2-3", "libc6 2.41");
  }

  @Test
  void areNoneWithoutADatabase() throws IOException {
    Explained closure =
        Explained.closure(FakeRoot.withGlibc().elf(Explained.PROGRAM, FakeRoot.program()));

    PackageStanzas.keep(closure.closure());

    assertThat(closure.paths()).noneMatch(path -> path.startsWith("/var"));
  }
}
