package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AptListsTest {
  @Test
  void leavesTheEmptyFolder() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/var/lib/apt/lists/a_Packages",
            "/var/lib/apt/lists/partial/x",
            "/var/lib/apt/extended_states");

    assertThat(used.removedBy(new AptLists()))
        .containsExactly("/var/lib/apt/lists/a_Packages", "/var/lib/apt/lists/partial");
  }
}
