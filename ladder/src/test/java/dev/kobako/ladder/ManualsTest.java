package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ManualsTest {
  @Test
  void takesPagesAndTheirIndex() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/usr/share/man/man1/ls.1.gz",
            "/usr/share/info/a.info",
            "/var/cache/man/index.db",
            "/usr/share/manuals/a");

    assertThat(used.removedBy(new Manuals()))
        .containsExactly(
            "/usr/share/info/a.info", "/usr/share/man/man1", "/var/cache/man/index.db");
  }
}
