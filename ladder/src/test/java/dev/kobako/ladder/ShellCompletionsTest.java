package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ShellCompletionsTest {
  @Test
  void leavesTheLibraryOfCompletions() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/usr/share/bash-completion/completions/git",
            "/usr/share/bash-completion/bash_completion",
            "/etc/bash_completion.d/x");

    assertThat(used.removedBy(new ShellCompletions()))
        .containsExactly("/etc/bash_completion.d/x", "/usr/share/bash-completion/completions/git");
  }
}
