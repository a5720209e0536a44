package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {
  private static List<String> lint(String dockerfile) {
    return new Linter(RuleBook.ALL)
        .problems(LintedFile.of(new SourceText("Dockerfile", dockerfile))).stream()
            .map(each -> each.line() + " " + each.rule().id())
            .toList();
  }

  @Test
  void tellsWhatIsBrokenByLineAndRule() {
    assertThat(lint("FROM debian\n\nRUN apt-get update \\\n  && apt-get install curl\nCMD a\n"))
        .containsExactly("1 DL3006", "3 DL3008", "3 DL3014", "3 DL3015", "5 DL3025");
  }

  @Test
  void looksIntoWhatOnbuildKeepsForLater() {
    assertThat(lint("FROM debian:12\nONBUILD RUN sudo make\n")).containsExactly("2 DL3004");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN if true; then sudo a; fi",
        "RUN f() { sudo a; }; f",
        "RUN [\"sudo\", \"a\"]",
        "RUN x=$(sudo a)",
        "RUN command sudo a",
        "RUN [[ -f a && ! -d b ]] && sudo a",
        "RUN <<EOF\nsudo a\nEOF",
        "RUN cat <(sudo a)",
        "RUN a=(1 2) && time sudo b"
      })
  void seesCommandsWhereverTheyStand(String run) {
    assertThat(lint("FROM debian:12\n" + run + "\n")).containsExactly("2 DL3004");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo sudo a",
        "RUN echo 'a; sudo b'",
        "RUN a # sudo b",
        "RUN echo 'a",
        "RUN $sudo a"
      })
  void takesNoTextForACommand(String run) {
    assertThat(lint("FROM debian:12\n" + run + "\n")).isEmpty();
  }

  @Test
  void aCommentBeforeAnInstructionSwitchesRulesOffForIt() {
    assertThat(
            lint(
                """
                FROM debian:12
                # hadolint ignore=DL3004,DL3003 # this once
                RUN cd /a && sudo b
                RUN cd /a && sudo b && c
                """))
        .containsExactly("4 DL3003", "4 DL3004");
  }

  @Test
  void aGlobalCommentSwitchesRulesOffForTheFile() {
    assertThat(
            lint(
                """
                FROM debian:12
                RUN cd /a && sudo b
                # hadolint global ignore=DL3004
                """))
        .containsExactly("2 DL3003");
  }

  @Test
  void stagesAreKnownByTheirNamesWhateverTheCapitals() {
    assertThat(lint("FROM debian:12 AS Build\nFROM build\nCOPY --from=BUILD /a /b\n")).isEmpty();
  }

  @Test
  void onlyPipesOfShellsThatCanSeeThemFail() {
    String run = "RUN curl a | tar x\n";
    assertThat(lint("FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n" + run))
        .isEmpty();
    assertThat(lint("FROM debian:12\nSHELL [\"/bin/sh\", \"-c\"]\n" + run))
        .containsExactly("3 DL4006");
  }
}
