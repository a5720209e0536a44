package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExecKnowledgeTest {
  private static FakeRoot root(ElfBuilder program) {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, program.constant("pager").constant("app").constant("x y"))
        .elf("/usr/bin/pager", FakeRoot.program())
        .script("/usr/bin/broken", "no script\n");
  }

  @Test
  void takesProgramsThatConstantsName() throws IOException {
    Explained closure = Explained.closure(root(FakeRoot.program().imports("execvp")));

    assertThat(closure.guessed())
        .containsExactly("/usr/bin/pager: named for execvp in /usr/bin/app (guessed: exec)");
    closure.holdsTogether();
  }

  @Test
  void takesNothingForWhoStartsNothingOrIfRefused() throws IOException {
    assertThat(Explained.closure(root(FakeRoot.program().imports("execve"))).guessed()).isEmpty();
    assertThat(Explained.closure(root(FakeRoot.program().imports("execvp")), Guess.EXEC).guessed())
        .isEmpty();
  }

  @Test
  void failsForNoGuessThatIsNoProgram() throws IOException {
    Explained closure =
        Explained.closure(root(FakeRoot.program().imports("execvp").constant("broken")));

    assertThat(closure.guessed())
        .containsExactly(
            "/usr/bin/broken: named for execvp in /usr/bin/app (guessed: exec)",
            "/usr/bin/pager: named for execvp in /usr/bin/app (guessed: exec)");
  }

  @Test
  void failsForNoGuessWhoseInterpreterIsMissing() throws IOException {
    Explained closure =
        Explained.closure(
            root(FakeRoot.program().imports("execvp"))
                .script("/usr/bin/pager", "#!/usr/bin/perl\n"));

    assertThat(closure.missing()).isEmpty();
  }
}
