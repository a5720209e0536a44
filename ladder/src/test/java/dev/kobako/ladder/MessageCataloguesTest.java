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
}
