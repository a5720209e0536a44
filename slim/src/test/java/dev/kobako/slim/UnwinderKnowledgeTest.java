package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnwinderKnowledgeTest {
  private static FakeRoot root(String call) {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, FakeRoot.program().imports(call))
        .library("libgcc_s.so.1", ElfBuilder.elf64());
  }

  @Test
  void takesTheLibraryThatGlibcOpensItself() throws IOException {
    Explained closure = Explained.closure(root("pthread_cancel"));

    assertThat(closure.guessed())
        .containsExactly(
            FakeRoot.LIBRARIES
                + "libgcc_s.so.1: unwinder for threads of /usr/bin/app"
                + " (guessed: unwind)");
    closure.holdsTogether();
  }

  @Test
  void takesNothingForWhoNeverUnwindsOrIfRefused() throws IOException {
    assertThat(Explained.closure(root("pthread_create")).guessed()).isEmpty();
    assertThat(Explained.closure(root("pthread_cancel"), Guess.UNWIND).guessed()).isEmpty();
  }
}
