package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  @Test
  void leavesCopyrightFiles() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/usr/share/doc/a/copyright",
            "/usr/share/doc/a/changelog.gz",
            "/usr/share/doc/a/examples/copyright",
            "/usr/share/lintian/overrides/a");

    assertThat(used.removedBy(new Documentation()))
        .containsExactly(
            "/usr/share/doc/a/changelog.gz",
            "/usr/share/doc/a/examples",
            "/usr/share/lintian/overrides");
  }
}
