package dev.kobako.lint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {
  private static List<String> lint(String dockerfile) {
    return lint(dockerfile, LintSettings.NONE);
  }

  private static List<String> lint(String dockerfile, LintSettings settings) {
    return new Linter(settings)
        .problems(LintedFile.of(new SourceText("Dockerfile", dockerfile))).stream()
            .map(each -> each.line() + " " + each.rule())
            .toList();
  }

  @Test
  void tellsWhatIsBrokenByLineAndRule() {
    assertThat(lint("FROM debian\n\nRUN apt-get update \\\n  && apt-get install curl\nCMD a\n"))
        .containsExactly("1 DL3006", "3 DL3008", "3 DL3009", "3 DL3014", "3 DL3015", "5 DL3025");
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
    assertThat(lint("FROM debian:12 AS Build\nFROM build\nCOPY --from=BUILD /a /b\n"))
        .containsExactly("1 StageNameCasing");
  }

  @Test
  void onlyPipesOfShellsThatCanSeeThemFail() {
    String run = "RUN curl a | tar x\n";
    assertThat(lint("FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n" + run))
        .isEmpty();
    assertThat(lint("FROM debian:12\nSHELL [\"/bin/sh\", \"-c\"]\n" + run))
        .containsExactly("3 DL4006");
  }

  @Test
  void aCommentBeforeAFromSwitchesRulesOffForItsStage() {
    assertThat(
            lint(
                """
                # hadolint stage ignore=DL3003
                FROM debian:12
                RUN cd /a && make
                FROM debian:12
                RUN cd /a && make
                """))
        .containsExactly("5 DL3003");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# hadolint ignore=DL3004 because",
        "# hadolint ignore=DL3004,",
        "# hadolint ignore DL3004",
        "#hadolintignore=DL3004",
        "# hadolint local ignore=DL3004"
      })
  void aCommentThatIsNotInHadolintsFormSwitchesNothingOff(String comment) {
    assertThat(lint("FROM debian:12\n" + comment + "\nRUN sudo make\n"))
        .containsExactly("3 DL3004");
  }

  @Test
  void aCommentInsideOfAnInstructionSwitchesNothingOff() {
    assertThat(lint("FROM debian:12\nRUN a \\\n# hadolint global ignore=DL3004\n && sudo b\n"))
        .containsExactly("2 DL3004");
  }

  @Test
  void severitiesAndWhatIsOffCanBeSettled() {
    String dockerfile = "FROM debian:12\n# hadolint ignore=DL3003\nRUN cd /a && sudo b\n";
    assertThat(lint(dockerfile, settings("ignored: [DL3004]\ndisable-ignore-pragma: true\n")))
        .containsExactly("3 DL3003");
    assertThat(lint(dockerfile, settings("override:\n  info: [DL1001]\n  style: [DL3004]\n")))
        .containsExactly("2 DL1001", "3 DL3004");
  }

  @Test
  void ofTwoSeveritiesTheWorseOneCounts() {
    LintSettings settings =
        settings("override: {style: [DL3004], warning: [DL3004]}")
            .and(settings("override: {info: [DL3004]}"));
    assertThat(settings.severity("DL3004", Severity.ERROR)).isEqualTo(Severity.WARNING);
  }

  @Test
  void triggersAndTheStageThatHasThemAreTwoThings() {
    assertThat(lint("FROM debian:12\nRUN curl a\nONBUILD RUN wget -q b\nONBUILD RUN curl c\n"))
        .containsExactly("4 DL4001");
  }

  @Test
  void bytesThatAreNoUtf8AreReadOver() {
    byte[] latin = "FROM debian:12\n# M\u00fcller\nRUN sudo make\n".getBytes(ISO_8859_1);
    assertThat(new Linter(LintSettings.NONE).problems(LintedFile.of("Dockerfile", latin)))
        .hasSize(1);
    byte[] wide = "\ufeffFROM debian:12\nRUN sudo make\n".getBytes(UTF_16LE);
    assertThat(new Linter(LintSettings.NONE).problems(LintedFile.of("Dockerfile", wide)))
        .hasSize(1);
  }

  @Test
  void buildKitsChecksAreToldByTheirNames() {
    String dockerfile = "FROM debian:12 as base\nENV A b\nLABEL c=d\n";
    assertThat(lint(dockerfile)).containsExactly("1 FromAsCasing", "2 LegacyKeyValueFormat");
    assertThat(lint(dockerfile, settings("ignored: [FromAsCasing]")))
        .containsExactly("2 LegacyKeyValueFormat");
    assertThat(lint("# check=skip=FromAsCasing\n" + dockerfile))
        .containsExactly("3 LegacyKeyValueFormat");
    assertThat(lint(dockerfile, settings("build-checks: false"))).isEmpty();
    assertThat(lint("# hadolint global ignore=FromAsCasing,LegacyKeyValueFormat\n" + dockerfile))
        .isEmpty();
  }

  @Test
  void ofARuleAndACheckThatSayTheSameOnlyTheRuleIsTold() {
    String dockerfile = "FROM debian:12\nMAINTAINER a\nWORKDIR b\nCMD c\nCMD [\"d\"]\n";
    assertThat(lint(dockerfile)).containsExactly("2 DL4000", "3 DL3000", "4 DL3025", "5 DL4003");
    assertThat(lint(dockerfile, settings("ignored: [DL4000, DL3000, DL3025, DL4003]"))).isEmpty();
  }

  @Test
  void checksCanBeErrors() {
    LintedFile file =
        LintedFile.of("Dockerfile", "# check=error=true\nFROM a:1 as b\n".getBytes(UTF_8));
    assertThat(new Linter(LintSettings.NONE).problems(file))
        .extracting(Problem::severity)
        .containsExactly(Severity.ERROR);
  }

  private static LintSettings settings(String yaml) {
    return LintSettingsReader.hadolint(".hadolint.yaml", yaml.getBytes(UTF_8));
  }
}
