package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TerminalsTest {
  @Test
  void keepsOtherTerminalsOfTheSameFolder() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/terminfo/x/xterm",
                "/usr/share/terminfo/l/linux",
                "/lib/terminfo/d/dumb")
            .opened("/usr/share/terminfo/x/xterm");

    assertThat(used.keptBy(new Terminals())).containsExactly("/usr/share/terminfo/l/linux");
  }
}
