package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Each check with what it finds and what it passes over; tried with BuildKit's own. */
class BuildChecksTest {
  private static List<String> warnings(String text) {
    return warnings(text, index -> new CheckedFile.Facts(true, Optional.empty(), false));
  }

  private static List<String> warnings(String text, IntFunction<CheckedFile.Facts> facts) {
    SourceText source = new SourceText("Dockerfile", text);
    Dockerfile dockerfile = Dockerfile.parse(source);
    List<String> lines = new ArrayList<>();
    for (CheckWarning warning :
        BuildChecks.warnings(
            CheckedFile.of(dockerfile, facts, List.of()), CheckOptions.of(dockerfile.syntax()))) {
      lines.add(warning.line(source));
    }
    return lines;
  }

  @Test
  void aPlainFileHasNone() {
    assertThat(
            warnings(
                """
                ARG V=1
                FROM --platform=$BUILDPLATFORM busybox:$V AS build
                WORKDIR /src
                ENV A=b TOKEN_FILE=x
                EXPOSE 80/tcp $P
                # a comment
                RUN a \\
                  # another
                  b
                FROM build
                WORKDIR x
                ENTRYPOINT ["a"]
                CMD ["b"]
                """,
                index ->
                    new CheckedFile.Facts(
                        true, index == 1 ? Optional.of(0) : Optional.empty(), false)))
        .isEmpty();
  }

  @Test
  void keywordsAreInOneCase() {
    assertThat(warnings("FROM a\nENV a=b\nrun x\nWorkdir /x\n"))
        .containsExactly(
            "ConsistentInstructionCasing: the keyword 'run' is not in capitals as most are (line 3)",
            "ConsistentInstructionCasing: the keyword 'Workdir' is not in capitals as most are (line"
                + " 4)");
    assertThat(warnings("from a\nenv a=b\nRUN x\n"))
        .containsExactly(
            "ConsistentInstructionCasing: the keyword 'RUN' is not in small letters as most are"
                + " (line 3)");
    assertThat(warnings("FROM a as b\n"))
        .containsExactly("FromAsCasing: 'as' and 'FROM' are not in the same case (line 1)");
    assertThat(warnings("from a AS b\n"))
        .containsExactly("FromAsCasing: 'AS' and 'from' are not in the same case (line 1)");
  }

  @Test
  void namesOfStagesAreSmallUniqueAndTheirOwn() {
    assertThat(warnings("FROM a AS Build\nFROM a AS x\nFROM b AS X\nFROM a AS context\n"))
        .containsExactly(
            "StageNameCasing: the stage name 'Build' is not in small letters (line 1)",
            "DuplicateStageName: the stage name 'x' is there already (line 3)",
            "StageNameCasing: the stage name 'X' is not in small letters (line 3)",
            "ReservedStageName: 'context' means something else in a build (line 4)");
  }

  @Test
  void fromKnowsItsImageWithoutBuildArguments() {
    assertThat(warnings("ARG TAG\nFROM busybox:$TAG\nFROM ${VRSION:-a}\nFROM $TAGS-x\n"))
        .containsExactly(
            "InvalidDefaultArgInFrom: with the defaults of its ARGs, 'busybox:$TAG' names no image"
                + " (line 2)",
            "UndefinedArgInFrom: no ARG before the first FROM declares 'VRSION' (line 3)",
            "UndefinedArgInFrom: no ARG before the first FROM declares 'TAGS', did you mean TAG?"
                + " (line 4)");
  }

  @Test
  void aPlatformIsThatOfTheBuildUnlessTheStageIsCalledSo() {
    assertThat(
            warnings(
                """
                FROM --platform=linux/arm64 a AS x
                FROM --platform=linux/arm64 a AS tool-arm64
                FROM --platform=${TARGETPLATFORM} a
                """))
        .containsExactly(
            "FromPlatformFlagConstDisallowed: --platform=linux/arm64 is the same whatever the build"
                + " is for (line 1)",
            "RedundantTargetPlatform: --platform=${TARGETPLATFORM} is the default (line 3)");
  }

  @Test
  void whatTheImageRunsIsAnArrayAndThereOnce() {
    assertThat(warnings("FROM a\nCMD a\nENTRYPOINT b\nCMD [\"c\"]\nFROM b\nSHELL [\"x\"]\nCMD d\n"))
        .containsExactly(
            "JSONArgsRecommended: CMD is a line for the shell, which keeps signals from the"
                + " program; an array is not (line 2)",
            "MultipleInstructionsDisallowed: only the last CMD of a stage counts, and this is"
                + " another one (line 2)",
            "JSONArgsRecommended: ENTRYPOINT is a line for the shell, which keeps signals from the"
                + " program; an array is not (line 3)");
    assertThat(
            warnings(
                "FROM a\nCMD a\n", index -> new CheckedFile.Facts(true, Optional.empty(), true)))
        .isEmpty();
  }

  @Test
  void stagesThatAreNotBuiltAreLookedAtLess() {
    String text = "FROM a as b\nCMD a\nENV a b\nWORKDIR x\nENV KEY=x\nFROM c\n";
    assertThat(warnings(text, index -> new CheckedFile.Facts(index == 1, Optional.empty(), false)))
        .containsExactly("FromAsCasing: 'as' and 'FROM' are not in the same case (line 1)");
    assertThat(warnings(text)).hasSize(5);
  }

  @Test
  void oldFormsAndSecretsAndPortsOfTheHostAreFound() {
    assertThat(
            warnings(
                """
                FROM a
                MAINTAINER me
                LABEL a b
                WORKDIR x
                ARG DB_PASSWORD PUBLIC_KEY MONKEY
                EXPOSE 80/TCP 1:2
                RUN a \\

                  b
                """))
        .containsExactly(
            "MaintainerDeprecated: MAINTAINER is deprecated; write LABEL"
                + " org.opencontainers.image.authors= (line 2)",
            "LegacyKeyValueFormat: 'LABEL name value' is old; write 'LABEL name=value' (line 3)",
            "WorkdirRelativePath: 'x' is below whatever working directory the base image has (line"
                + " 4)",
            "SecretsUsedInArgOrEnv: 'DB_PASSWORD' of ARG looks like a secret, and stays readable;"
                + " use RUN --mount=type=secret (line 5)",
            "ExposeInvalidFormat: EXPOSE of '1:2' has an address or a port of the host, which it"
                + " can't set (line 6)",
            "ExposeProtoCasing: the protocol of EXPOSE '80/TCP' is not in small letters (line 6)",
            "NoEmptyContinuation: an empty line among those of the instruction (line 7)");
  }

  @Test
  void aCheckIsSkippedForTheFileOrForAnInstruction() {
    assertThat(warnings("# check=skip=FromAsCasing,StageNameCasing\nFROM a as B\n")).isEmpty();
    assertThat(warnings("# check=skip=all;error=true\nFROM a as B\nMAINTAINER me\n")).isEmpty();
    assertThat(
            warnings(
                "FROM a\n# check=skip=MaintainerDeprecated as it was\nMAINTAINER a\nMAINTAINER b\n"))
        .containsExactly(
            "MaintainerDeprecated: MAINTAINER is deprecated; write LABEL"
                + " org.opencontainers.image.authors= (line 4)");
    assertThat(warnings("FROM a\n# check=nonsense\nMAINTAINER a\n")).hasSize(1);
  }

  @Test
  void anExperimentalCheckIsMadeWhereItIsAskedFor() {
    String text = "# check=experimental=all\n\n# the first\nFROM a AS b\n# A is b\nARG A\n";
    assertThat(warnings(text))
        .containsExactly(
            "InvalidDefinitionDescription: the comment before it doesn't begin with 'b' (line 4)");
    assertThat(warnings(text.substring(text.indexOf("\n\n") + 2))).isEmpty();
  }

  @Test
  void anUnsetVariableIsToldWithTheNearestName() {
    Dockerfile dockerfile = Dockerfile.parse(new SourceText("D", "FROM a\nENV X=$PAHT\n"));
    Statement env = dockerfile.instructions().getLast().statement();
    CheckedFile file =
        CheckedFile.of(
            dockerfile,
            index -> new CheckedFile.Facts(true, Optional.empty(), false),
            List.of(new CheckedFile.Unset(env, "PAHT", List.of("PATH"))));
    assertThat(BuildChecks.warnings(file, CheckOptions.NONE))
        .containsExactly(
            new CheckWarning(
                "UndefinedVar", env, "nothing has set the variable $PAHT, did you mean $PATH?"));
  }

  @Test
  void optionsAreReadAsBuildKitReadsThem() {
    assertThat(CheckOptions.parse(" skip = A , B;error=T ;experimental=all"))
        .hasToString("CheckOptions[skipped=[A, B], experimental=[all], error=true]");
    assertThat(CheckOptions.parse(" ")).isEqualTo(CheckOptions.NONE);
    assertThatThrownBy(() -> CheckOptions.parse("skip=A;warn")).hasMessage("warn");
    assertThatThrownBy(() -> CheckOptions.parse("error=maybe")).hasMessage("error=maybe");
  }

  @Test
  void eachCheckIsThereOnceUnderTheNameOfItsClass() {
    for (BuildCheck check : BuildChecks.all()) {
      assertThat(check.getClass().getSimpleName()).isEqualToIgnoringCase(check.name());
    }
    assertThat(BuildChecks.all()).extracting(BuildCheck::name).doesNotHaveDuplicates().isSorted();
  }
}
