package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TerminfoKnowledgeTest {
  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, FakeRoot.program().needed("libtinfo.so.6"))
        .library("libtinfo.so.6", ElfBuilder.elf64())
        .file("/usr/lib/terminfo/x/xterm", "usual")
        .file("/usr/share/terminfo/x/xterm", "not first")
        .link("/usr/share/terminfo/v/vt100", "../x/xterm")
        .file("/usr/share/terminfo/w/wy50", "rare");
  }

  @Test
  void takesTheUsualTerminalsOfWhereTheLibraryLooksFirst() throws IOException {
    Explained closure = Explained.closure(root());

    assertThat(closure.paths())
        .contains("/usr/lib/terminfo/x/xterm", "/usr/share/terminfo/v/vt100")
        .doesNotContain("/usr/share/terminfo/w/wy50");
    assertThat(closure.reason("/usr/lib/terminfo/x/xterm"))
        .contains(
            "terminal description for " + FakeRoot.LIBRARIES + "libtinfo.so.6 (guessed: terminfo)");
    closure.holdsTogether();
  }

  @Test
  void takesNothingForWhoHasNoTerminalOrIfRefused() throws IOException {
    assertThat(Explained.closure(root(), Guess.TERMINFO).guessed()).isEmpty();
    assertThat(Explained.closure(root().elf(Explained.PROGRAM, FakeRoot.program())).guessed())
        .isEmpty();
  }
}
