package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import org.junit.jupiter.api.Test;

class DockerfileTest {
  @Test
  void instructionsAreInTheOrderOfTheirStatements() {
    Dockerfile dockerfile =
        Dockerfile.parse(
            new SourceText(
                "Dockerfile",
                "ARG A=1\n# comment\nFROM a\nRUN b\nFROM scratch\nCOPY --from=0 c d"));

    assertThat(dockerfile.instructions())
        .extracting(instruction -> instruction.getClass().getSimpleName())
        .containsExactly("Arg", "From", "Run", "From", "Copy");
    assertThat(dockerfile.instructions())
        .extracting(Instruction::statement)
        .isEqualTo(dockerfile.syntax().statements());
  }

  @Test
  void checkingIsForStagesThatAreBuilt() {
    Dockerfile dockerfile =
        Dockerfile.parse(new SourceText("Dockerfile", "FROM a\nENV x=${y\nFROM b\nENV x=y"));

    dockerfile.check(dockerfile.instructions().getLast());
    assertThatThrownBy(() -> dockerfile.check(dockerfile.instructions().get(1)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:2: ${y is never closed: a } is missing
              2 | ENV x=${y
                |       ^^^
            remedy: write ${NAME}, or \\$ for the character itself\
            """);
  }

  @Test
  void checkingLeavesWhatAVariableMayMakeRight() {
    Dockerfile dockerfile =
        Dockerfile.parse(
            new SourceText(
                "Dockerfile",
                """
                # escape=`
                FROM ${BASE:?}
                ARG broken=${default
                ENV a=${b:?} c=${d#`x} e=it`'s
                RUN --mount=type=$TYPE,target=/x,size=1g true
                COPY --chown=$U:$G <<'EOF' $from /
                ${here
                EOF
                ONBUILD ENV x=${y
                """));

    dockerfile.instructions().forEach(dockerfile::check);
  }

  @Test
  void aTriggerIsOneInstruction() {
    Instruction trigger = Dockerfile.trigger("image app", "COPY <<EOF /x\ntext\nEOF");

    assertThat(trigger).isInstanceOf(Instruction.Copy.class);
    assertThatThrownBy(() -> Dockerfile.trigger("image app", "RUN a\nRUN b"))
        .hasMessage(
            """
            image app:2: an ONBUILD trigger has 2 instructions, not one
              2 | RUN b
                | ^^^
            remedy: the image is damaged: build it again\
            """);
    assertThatThrownBy(() -> Dockerfile.trigger("image app", "FROM x"))
        .hasMessageStartingWith("image app:1: an ONBUILD trigger is FROM\n");
    assertThatThrownBy(() -> Dockerfile.trigger("image app", "FOO x"))
        .hasMessageStartingWith("image app:1: unknown instruction FOO\n");
    assertThatThrownBy(() -> Dockerfile.trigger("image app", ""))
        .isInstanceOf(KobakoException.class);
  }
}
