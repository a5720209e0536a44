package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TranslationsTest {
  @Test
  void leavesEnglishAndTheLanguageOfTheImage() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/locale/de/LC_MESSAGES/git.mo",
                "/usr/share/locale/fr/LC_MESSAGES/git.mo",
                "/usr/share/locale/en_GB/LC_MESSAGES/git.mo",
                "/usr/share/locale/fr/LC_MESSAGES/tar.mo",
                "/usr/share/locale/fr/LC_TIME")
            .environment("LANG", "de_DE.UTF-8");

    assertThat(used.removedBy(new Translations()))
        .containsExactly(
            "/usr/share/locale/fr/LC_MESSAGES/git.mo", "/usr/share/locale/fr/LC_MESSAGES/tar.mo");
  }

  @Test
  void leavesAllLanguagesOfAProgramThatAskedForOne() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/locale/de/LC_MESSAGES/git.mo",
                "/usr/share/locale/fr/LC_MESSAGES/git.mo",
                "/usr/share/locale/en_GB/LC_MESSAGES/git.mo",
                "/usr/share/locale/fr/LC_MESSAGES/tar.mo",
                "/usr/share/locale/fr/LC_TIME")
            .opened("/usr/share/locale/de/LC_MESSAGES/git.mo");

    assertThat(used.removedBy(new Translations()))
        .containsExactly("/usr/share/locale/fr/LC_MESSAGES/tar.mo");
  }
}
