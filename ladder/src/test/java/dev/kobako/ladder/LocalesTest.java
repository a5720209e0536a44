package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LocalesTest {
  @Test
  void keepsOtherLocalesAndTheirAliases() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/locale/C.utf8/LC_CTYPE",
                "/usr/lib/locale/de_DE.utf8/LC_TIME",
                "/usr/lib/locale/locale-archive",
                "/usr/share/locale/locale.alias")
            .opened("/usr/lib/locale/locale-archive");

    assertThat(used.keptBy(new Locales()))
        .containsExactly(
            "/usr/lib/locale/C.utf8/LC_CTYPE",
            "/usr/lib/locale/de_DE.utf8/LC_TIME",
            "/usr/share/locale/locale.alias");
  }

  @Test
  void keepsOnlyTheOneWithoutALanguageWhereNoOtherWasAskedFor() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/locale/C.utf8/LC_CTYPE",
                "/usr/lib/locale/C.utf8/LC_TIME",
                "/usr/lib/locale/de_DE.utf8/LC_TIME")
            .opened("/usr/lib/locale/C.utf8/LC_CTYPE");

    assertThat(used.keptBy(new Locales())).containsExactly("/usr/lib/locale/C.utf8/LC_TIME");
  }
}
