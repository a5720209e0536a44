package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TranslationSourcesTest {
  @Test
  void takesTextsOfWhichThereAreTables() throws IOException {
    UsedTree used = UsedTree.with("/a/de.po", "/a/de.mo", "/a/sv.po", "/a/fr.mo", "/a/po");

    assertThat(used.removedBy(new TranslationSources())).containsExactly("/a/de.po");
  }

  @Test
  void leavesWhatSomebodyReads() throws IOException {
    UsedTree used = UsedTree.with("/a/de.po", "/a/de.mo").opened("/a/de.po");

    assertThat(used.removedBy(new TranslationSources())).isEmpty();
  }
}
