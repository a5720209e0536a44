package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProgramDataTest {
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
