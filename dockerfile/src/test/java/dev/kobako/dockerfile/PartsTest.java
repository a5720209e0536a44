package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What printing back stands on. */
class PartsTest {
  @Test
  void allDockerfilesOfTheCorporaPrintBackAsTheyWere() throws IOException {
    Corpus.folder("conformance/cases");
    int parsed = 0;
    for (Path file : Corpus.dockerfiles()) {
      byte[] bytes = Files.readAllBytes(file);
      SyntaxTree tree;
      try {
        tree = SyntaxTree.parse(SourceText.of(file.toString(), bytes));
      } catch (KobakoException refused) {
        assertThat(refused).hasMessageContaining(file.toString());
        continue;
      }
      parsed++;
      assertThat(printed(tree).getBytes(StandardCharsets.UTF_8))
          .as(file.toString())
          .isEqualTo(bytes);
    }
    assertThat(parsed).isGreaterThan(370);
  }

  static String printed(SyntaxTree tree) {
    StringBuilder text = new StringBuilder();
    for (Part part : tree.parts()) {
      assertThat(part.lines().start()).isEqualTo(text.length());
      text.append(tree.source().text(part.lines()));
    }
    return text.toString();
  }
}
