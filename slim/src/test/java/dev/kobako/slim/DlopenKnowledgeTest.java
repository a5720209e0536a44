package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DlopenKnowledgeTest {
  private static FakeRoot root(ElfBuilder program) {
    return FakeRoot.withGlibc()
        .elf(
            Explained.PROGRAM,
            program
                .constant("libplug.so.1")
                .constant("/opt/plug/abs.so")
                .constant("libgone.so.1")
                .constant("libbroken.so")
                .constant("can't open lib%s.so")
                .constant(".so"))
        .library("libplug.so.1", ElfBuilder.elf64().needed("libdep.so"))
        .library("libdep.so", ElfBuilder.elf64())
        .library("libbroken.so", ElfBuilder.elf64().needed("libnone.so"))
        .elf("/opt/plug/abs.so", ElfBuilder.elf64());
  }

  @Test
  void takesTheLibrariesThatConstantsNameWithAllTheyNeed() throws IOException {
    Explained closure = Explained.closure(root(FakeRoot.program().imports("dlopen")));

    assertThat(closure.guessed())
        .containsExactly(
            "/opt/plug/abs.so: named for dlopen in /usr/bin/app (guessed: dlopen)",
            FakeRoot.LIBRARIES
                + "libplug.so.1: named for dlopen in /usr/bin/app"
                + " (guessed: dlopen)");
    assertThat(closure.reason(FakeRoot.LIBRARIES + "libdep.so"))
        .contains("NEEDED by " + FakeRoot.LIBRARIES + "libplug.so.1");
    assertThat(closure.missing()).isEmpty();
    closure.holdsTogether();
  }

  @Test
  void takesNothingForWhoOpensNothingOrIfRefused() throws IOException {
    assertThat(Explained.closure(root(FakeRoot.program())).guessed()).isEmpty();
    assertThat(
            Explained.closure(root(FakeRoot.program().imports("dlopen")), Guess.DLOPEN).guessed())
        .isEmpty();
  }

  @Test
  void endsWithPluginsThatOpenEachOther() throws IOException {
    Explained closure =
        Explained.closure(
            FakeRoot.withGlibc()
                .elf(Explained.PROGRAM, FakeRoot.program().imports("dlopen").constant("libone.so"))
                .library("libone.so", ElfBuilder.elf64().imports("dlopen").constant("libtwo.so"))
                .library("libtwo.so", ElfBuilder.elf64().imports("dlopen").constant("libone.so")));

    assertThat(closure.reason(FakeRoot.LIBRARIES + "libtwo.so"))
        .contains("named for dlopen in " + FakeRoot.LIBRARIES + "libone.so (guessed: dlopen)");
    closure.holdsTogether();
  }
}
