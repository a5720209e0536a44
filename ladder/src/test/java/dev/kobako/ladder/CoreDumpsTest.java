package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CoreDumpsTest {
  @Test
  void takesOnlyMemoryImages() throws IOException {
    UsedTree used =
        UsedTree.with("/srv/core", "/srv/core.js")
            .file("/srv/core.17", ElfBuilder.elf64().type(4).build())
            .file("/opt/core", ElfBuilder.elf64().build());

    assertThat(used.removedBy(new CoreDumps())).containsExactly("/srv/core.17");
  }
}
