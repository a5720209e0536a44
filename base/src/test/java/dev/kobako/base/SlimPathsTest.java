package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.tree.ImagePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlimPathsTest {
  @ParameterizedTest
  @CsvSource({
    "/usr/share/doc/libc6/changelog.Debian.gz, true",
    "/usr/share/doc/libc6/copyright, false",
    "/usr/share/doc/libc6/copyright.old, true",
    "/usr/share/doc/a/b/copyright, false",
    "/usr/share/doc/kde/HTML/C/index, false",
    "/usr/share/locale/de/LC_MESSAGES/bash.mo, true",
    "/usr/share/locale/locale.alias, false",
    "/usr/share/locale/l10n/de, false",
    "/usr/share/man/man1/ls.1.gz, true",
    "/usr/share/man, false",
    "/usr/share/lintian/overrides/bash, true",
    "/usr/share/lintian/profiles/x, false",
    "/usr/share/zoneinfo/UTC, false",
    "/usr/local/share/man/man1/x, false"
  })
  void documentationGoesAndLicencesStay(String path, boolean dropped) {
    assertThat(SlimPaths.contains(ImagePath.of(path))).isEqualTo(dropped);
  }

  @Test
  void dpkgIsToldTheSame() {
    assertThat(SlimPaths.dpkgConfiguration())
        .startsWith(
            """
            # Slim: documentation and translations stay out.
            path-exclude /usr/share/doc/*
            path-exclude /usr/share/groff/*
            """)
        .contains("path-include /usr/share/doc/*/copyright\n")
        .endsWith("path-include /usr/share/omf/*/*-C.emf\n");
  }
}
