package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DictionariesTest {
  @Test
  void keepsTheOtherLanguagesOfAFolder() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/hunspell/en_US.dic",
                "/usr/share/hunspell/de_DE.dic",
                "/usr/share/hyphen/hyph_de.dic")
            .opened("/usr/share/hunspell/en_US.dic");

    assertThat(used.keptBy(new Dictionaries())).containsExactly("/usr/share/hunspell/de_DE.dic");
  }
}
