package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MessageCataloguesTest {
  @Test
  void keepsTheOtherLanguagesOfTheSameProgram() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/locale/de/LC_MESSAGES/git.mo",
                "/usr/share/locale/fr/LC_MESSAGES/git.mo",
                "/usr/share/locale/fr/LC_MESSAGES/tar.mo")
            .opened("/usr/share/locale/de/LC_MESSAGES/git.mo");

    assertThat(used.keptBy(new MessageCatalogues()))
        .containsExactly("/usr/share/locale/fr/LC_MESSAGES/git.mo");
  }

  private static UsedTree installed() {
    return UsedTree.with(
        "/usr/share/locale/de/LC_MESSAGES/git.mo",
        "/usr/share/locale/fr/LC_MESSAGES/git.mo",
        "/usr/share/locale/fr/LC_MESSAGES/tar.mo");
  }

  /** English, for which most programs have no catalogue. */
  @Test
  void keepsAllLanguagesWhereARunAskedForOneThatIsNotThere() throws IOException {
    UsedTree used =
        installed()
            .missed("/usr/share/locale/en_US.UTF-8/LC_MESSAGES/git.mo")
            .missed("/usr/share/locale/en_US/LC_MESSAGES/git.mo")
            .missed("/usr/share/locale/en_US/LC_MESSAGES/libc.mo")
            .missed("/nowhere/en/LC_MESSAGES/tar.mo")
            .missed("relative/en/LC_MESSAGES/tar.mo");

    assertThat(used.keptBy(new MessageCatalogues()))
        .containsExactly(
            "/usr/share/locale/de/LC_MESSAGES/git.mo", "/usr/share/locale/fr/LC_MESSAGES/git.mo");
  }

  @Test
  void keepsNothingForThoseWithoutALanguage() throws IOException {
    UsedTree used =
        installed()
            .missed("/usr/share/locale/C.UTF-8/LC_MESSAGES/git.mo")
            .missed("/usr/share/locale/C/LC_MESSAGES/git.mo")
            .missed("/usr/share/locale/POSIX/LC_MESSAGES/git.mo");

    assertThat(used.keptBy(new MessageCatalogues())).isEmpty();
  }
}
