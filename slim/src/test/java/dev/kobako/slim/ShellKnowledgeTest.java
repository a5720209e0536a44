package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellKnowledgeTest {
  private static FakeRoot root(ElfBuilder program) {
    FakeRoot root =
        FakeRoot.withGlibc()
            .elf(Explained.PROGRAM, program)
            .elf("/usr/bin/dash", FakeRoot.program())
            .link("/usr/bin/sh", "dash");
    for (String tool : List.of("gzip", "sort", "less", "more", "cat")) {
      root.elf("/usr/bin/" + tool, FakeRoot.program());
    }
    return root.file("/usr/bin/data", "not executable").elf("/opt/x", FakeRoot.program());
  }

  @Test
  void takesTheShellAndTheCommandsInConstants() throws IOException {
    Explained closure =
        Explained.closure(
            root(
                FakeRoot.program()
                    .imports("popen")
                    .constant("gzip -dc %s | sort -u")
                    .constant("less")
                    .constant("data x")
                    .constant("/opt/x --now")));

    assertThat(closure.guessed())
        .containsExactly(
            "/bin: a link; what it leads to is runs commands for system or popen of /usr/bin/app"
                + " (guessed: shell)",
            "/opt/x: in a command for system or popen of /usr/bin/app (guessed: shell)",
            "/usr/bin/dash: runs commands for system or popen of /usr/bin/app (guessed: shell)",
            "/usr/bin/gzip: in a command for system or popen of /usr/bin/app (guessed: shell)",
            "/usr/bin/sh: a link; what it leads to is runs commands for system or popen of /usr/bin/app"
                + " (guessed: shell)",
            "/usr/bin/sort: in a command for system or popen of /usr/bin/app (guessed: shell)");
    assertThat(closure.hints()).isEmpty();
    closure.holdsTogether();
  }

  @Test
  void takesManyProgramsForWordsOfMessages() throws IOException {
    Explained closure =
        Explained.closure(
            root(
                FakeRoot.program()
                    .imports("system")
                    .constant("gzip a")
                    .constant("sort the list")
                    .constant("less is more")
                    .constant("more or less")));

    assertThat(closure.paths()).contains("/usr/bin/dash").doesNotContain("/usr/bin/gzip");
    assertThat(closure.hints())
        .containsExactly(
            "/usr/bin/gzip: perhaps started by /usr/bin/app",
            "/usr/bin/sort: perhaps started by /usr/bin/app",
            "/usr/bin/less: perhaps started by /usr/bin/app",
            "/usr/bin/more: perhaps started by /usr/bin/app");
  }

  @Test
  void takesNothingForWhoNeverAsksALibraryOrIfRefused() throws IOException {
    assertThat(Explained.closure(root(FakeRoot.program().constant("gzip x"))).guessed()).isEmpty();
    assertThat(
            Explained.closure(
                    root(FakeRoot.program().needed("libx.so"))
                        .library("libx.so", ElfBuilder.elf64().imports("system")))
                .guessed())
        .isEmpty();
    assertThat(
            Explained.closure(
                    root(FakeRoot.program().imports("system").constant("gzip x")), Guess.SHELL)
                .guessed())
        .isEmpty();
  }
}
