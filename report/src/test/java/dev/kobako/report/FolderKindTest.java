package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderKindTest {
  @ParameterizedTest
  @CsvSource({
    "/x, OTHER",
    "/app/.git/config, VERSION_CONTROL",
    "/app/__pycache__/.git/a, VERSION_CONTROL",
    "/usr/share/doc/.svn/a, VERSION_CONTROL",
    "/app/__pycache__/a.pyc, CACHE",
    "/var/cache/apt/archives/a.deb, CACHE",
    "/var/cache, OTHER",
    "/var/cached/a, OTHER",
    "/home/me/.cache/pip/a.debug, CACHE",
    "/usr/lib/debug/.build-id/aa/b, DEBUG_FILES",
    "/usr/share/doc/a.debug, DEBUG_FILES",
    "/opt/a.debug, DEBUG_FILES",
    "/usr/share/locale/de/LC_MESSAGES/a.mo, LOCALE",
    "/opt/app/LC_MESSAGES/a.mo, LOCALE",
    "/usr/share/locale, OTHER",
    "/usr/share/man/man1/ls.1.gz, DOCUMENTATION",
    "/usr/share/manual/a, OTHER",
    "/usr/include/c++/12/vector, HEADERS",
    "/opt/include/a.hpp, HEADERS",
    "/opt/include/a.txt, OTHER",
    "/opt/includes/a.h, OTHER",
    "/usr/lib/libc.a, STATIC_LIBRARIES",
    "/srv/app.js.map, SOURCE_MAPS",
    "/srv/node_modules/a/test/b.js.map, SOURCE_MAPS",
    "/srv/node_modules/a/test/b.js, TEST_DATA",
    "/srv/test/b.js, OTHER",
    "/srv/testdata/b.a, STATIC_LIBRARIES",
    "/srv/testdata/b.bin, TEST_DATA",
  })
  void theFirstKindThatAPathTellsCounts(String file, FileKind kind) {
    assertThat(FolderKind.of(file).kind(file)).isEqualTo(kind);
  }

  @Test
  void aFolderHoldsWhatIsRightInIt() {
    FolderKind folder = FolderKind.of("/usr/lib/a");
    assertThat(List.of("/usr/lib/b", "/usr/lib/c.debug")).allMatch(folder::holds);
    assertThat(List.of("/usr/lib/a/b", "/usr/libexec", "/usr/bin/a", "/usr"))
        .noneMatch(folder::holds);
    assertThat(FolderKind.of("/a").holds("/b")).isTrue();
    assertThat(FolderKind.of("/a").holds("/b/c")).isFalse();
  }
}
