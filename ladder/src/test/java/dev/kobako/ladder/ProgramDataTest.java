package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProgramDataTest {
  /** {@code RPMTAG_SOURCERPM}. */
  private static final int SOURCE_RPM = 1044;

  private static final String OWNERS =
      """
      Package: roff
      Status: install ok installed
      Architecture: amd64
      Version: 1

      Package: roff-more
      Source: roff (1.2)
      Status: install ok installed
      Architecture: amd64
      Version: 1+b1

      Package: letters
      Status: install ok installed
      Architecture: amd64
      Version: 1

      """;

  private static UsedTree installed() {
    return UsedTree.with(
            "/usr/share/roff/1.2/font/devutf8/DESC",
            "/usr/share/roff/1.2/font/devascii/DESC",
            "/usr/share/roff/1.2/tmac/man.tmac",
            "/usr/share/roff/1.2/examples/letter",
            "/usr/share/roff/1.2/devps/DESC",
            "/usr/share/roff/letters.tmac",
            "/usr/share/roff/cache",
            "/usr/lib/roff/filter.so",
            "/usr/share/other/roff.conf")
        .program("/usr/share/roff/1.2/convert", 0)
        .link("/usr/share/roff/current", "1.2")
        .file("/var/lib/dpkg/status", OWNERS)
        .file(
            "/var/lib/dpkg/info/roff.list",
            """
            /usr/share/roff
            /usr/share/roff/current
            /usr/share/roff/1.2
            /usr/share/roff/1.2/font/devutf8/DESC
            /usr/share/roff/1.2/font/devascii/DESC
            /usr/share/roff/1.2/tmac/man.tmac
            /usr/share/roff/1.2/examples/letter
            /usr/share/roff/1.2/convert
            /usr/lib/roff/filter.so
            /usr/share/other/roff.conf
            """)
        .file("/var/lib/dpkg/info/letters.list", "/usr/share/roff/letters.tmac\n")
        .file("/var/lib/dpkg/info/roff-more.list", "/usr/share/roff/1.2/devps/DESC\n");
  }

  @Test
  void keepsTheDataThatPackagesOfTheSameSourceBringIntoTheFolder() throws IOException {
    UsedTree used = installed().opened("/usr/share/roff/1.2/font/devutf8/DESC");

    assertThat(used.keptBy(new ProgramData()))
        .containsExactly(
            "/usr/share/roff/1.2/devps/DESC",
            "/usr/share/roff/1.2/font/devascii/DESC",
            "/usr/share/roff/1.2/tmac/man.tmac",
            "/usr/share/roff/current");
  }

  @Test
  void keepsNothingForALookAModuleOrAFileThatNoPackageOwns() throws IOException {
    assertThat(
            installed()
                .lookedAt("/usr/share/roff/1.2/tmac/man.tmac")
                .opened("/usr/lib/roff/filter.so")
                .opened("/usr/share/roff/1.2/convert")
                .opened("/usr/share/roff/cache")
                .keptBy(new ProgramData()))
        .isEmpty();
  }

  @Test
  void keepsAllOfAFolderBelowUsrLocalThatNoPackageOwns() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/local/share/app/a.tpl",
                "/usr/local/share/app/b/b.tpl",
                "/usr/local/share/app/b/charset.map",
                "/usr/local/share/app/b/skeleton.c",
                "/usr/local/share/app/lib.a",
                "/usr/local/share/app/bin/tool",
                "/usr/local/share/app/docs/b.txt",
                "/usr/local/share/app/module.erl",
                "/usr/local/share/apart")
            .opened("/usr/local/share/app/a.tpl");

    assertThat(used.keptBy(new ProgramData()))
        .containsExactly(
            "/usr/local/share/app/b/b.tpl",
            "/usr/local/share/app/b/charset.map",
            "/usr/local/share/app/b/skeleton.c");
  }

  /** {@code python} begins the names of interpreters' folders, and of packages' own. */
  @Test
  void takesNoPackageForAnInterpreterThatItsNameBeginsWith() throws IOException {
    assertThat(
            UsedTree.with(
                    "/usr/local/share/python-babel-localedata/en.dat",
                    "/usr/local/share/python-babel-localedata/de.dat",
                    "/usr/local/share/python3.11/a.txt",
                    "/usr/local/share/python3.11/b.txt",
                    "/usr/local/share/python3/a.txt",
                    "/usr/local/share/python3/b.txt",
                    "/usr/local/share/ImageMagick-6/a.xml",
                    "/usr/local/share/ImageMagick-6/b.xml",
                    "/usr/local/share/ruby-mime-types-data/mime.flags.column",
                    "/usr/local/share/ruby-mime-types-data/mime.xrefs.column")
                .opened("/usr/local/share/python-babel-localedata/en.dat")
                .opened("/usr/local/share/python3.11/a.txt")
                .opened("/usr/local/share/python3/a.txt")
                .opened("/usr/local/share/ImageMagick-6/a.xml")
                .opened("/usr/local/share/ruby-mime-types-data/mime.flags.column")
                .keptBy(new ProgramData()))
        .containsExactly(
            "/usr/local/share/python-babel-localedata/de.dat",
            "/usr/local/share/ruby-mime-types-data/mime.xrefs.column");
  }

  /** {@code o:} names the source of Alpine's package. */
  @Test
  void keepsTheDataOfPackagesOfAlpines() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/roff/devutf8", "/usr/share/roff/devps", "/usr/share/roff/of-another")
            .file(
                "/lib/apk/db/installed",
                """
                P:roff
                V:1-r0
                A:x86_64
                o:roff
                F:usr/share/roff
                R:devutf8

                P:roff-ps
                V:1-r0
                A:x86_64
                o:roff
                F:usr/share/roff
                R:devps

                P:another
                V:1-r0
                A:x86_64
                F:usr/share/roff
                R:of-another

                """)
            .opened("/usr/share/roff/devutf8");

    assertThat(used.keptBy(new ProgramData())).containsExactly("/usr/share/roff/devps");
  }

  @Test
  void keepsTheDataOfPackagesOfRpms() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/roff/devutf8", "/usr/share/roff/devps", "/usr/share/roff/of-another")
            .file(
                "/var/lib/rpm/Packages.db",
                new RpmDatabaseBuilder()
                    .add(
                        RpmHeaderBuilder.of("roff", "1", "2", "noarch")
                            .text(SOURCE_RPM, "roff-all-1-2.src.rpm")
                            .files("/usr/share/roff/devutf8"))
                    .add(
                        RpmHeaderBuilder.of("roff-ps", "1", "2", "noarch")
                            .text(SOURCE_RPM, "roff-all-1-2.src.rpm")
                            .files("/usr/share/roff/devps"))
                    .add(
                        RpmHeaderBuilder.of("another", "1", "2", "noarch")
                            .files("/usr/share/roff/of-another"))
                    .bytes())
            .opened("/usr/share/roff/devutf8");

    assertThat(used.keptBy(new ProgramData())).containsExactly("/usr/share/roff/devps");
  }

  @Test
  void keepsStaticLibrariesWhereARunLinkedAndThoseBesideSharedOnesWhereItDidSoStatically()
      throws IOException {
    String[] files = {
      "/usr/local/share/cc/12/crt.o",
      "/usr/local/share/cc/12/libcov.a",
      "/usr/local/share/cc/12/libgcc.a",
      "/usr/local/share/cc/12/libsan.a",
      "/usr/local/share/cc/12/libstd-12.a",
      "/usr/local/share/cc/12/libsan.so",
      "/usr/local/share/cc/12/libstd.so"
    };

    assertThat(
            UsedTree.with(files).opened("/usr/local/share/cc/12/crt.o").keptBy(new ProgramData()))
        .isEmpty();
    assertThat(
            UsedTree.with(files)
                .opened("/usr/local/share/cc/12/libgcc.a")
                .keptBy(new ProgramData()))
        .containsExactly("/usr/local/share/cc/12/crt.o", "/usr/local/share/cc/12/libcov.a");
    assertThat(
            UsedTree.with(files)
                .opened("/usr/local/share/cc/12/libstd-12.a")
                .keptBy(new ProgramData()))
        .containsExactly(
            "/usr/local/share/cc/12/crt.o",
            "/usr/local/share/cc/12/libcov.a",
            "/usr/local/share/cc/12/libgcc.a",
            "/usr/local/share/cc/12/libsan.a");
  }

  @Test
  void leavesWhatOtherFamiliesKnowToThem() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/local/share/zoneinfo/Europe/Paris",
                "/usr/local/share/zoneinfo/right/Europe/Paris",
                "/usr/local/share/php/a.php",
                "/usr/local/share/php/b.php")
            .opened("/usr/local/share/zoneinfo/Europe/Paris")
            .opened("/usr/local/share/php/a.php");

    assertThat(used.keptBy(new ProgramData())).isEmpty();
  }
}
