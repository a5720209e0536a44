package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.ImageConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanChecksTest {
  private static List<String> warnings(PlannedText text) {
    Plan plan = text.plan();
    return plan.warnings().stream().map(warning -> warning.line(plan.dockerfile())).toList();
  }

  @Test
  void whereTheFileSaysSoAWarningIsAnError() {
    assertThatThrownBy(
            () -> PlannedText.of("# check=error=true", "FROM base as x", "MAINTAINER me").plan())
        .hasMessage(
            """
            Dockerfile:2: FromAsCasing: 'as' and 'FROM' are not in the same case; \
            MaintainerDeprecated: MAINTAINER is deprecated; write LABEL \
            org.opencontainers.image.authors= (line 3)
              2 | FROM base as x
                | ^^^^^^^^^^^^^^
            remedy: change it, or leave the check out: # check=skip=FromAsCasing;error=true\
            """);
    assertThat(warnings(PlannedText.of("# check=error=true", "FROM base AS x"))).isEmpty();
  }

  @Test
  void theBuildArgumentCountsMoreThanTheFile() {
    PlannedText text = PlannedText.of("# check=error=true", "FROM base as x");
    assertThat(warnings(text.argument("BUILDKIT_DOCKERFILE_CHECK", "skip=Other")))
        .containsExactly("FromAsCasing: 'as' and 'FROM' are not in the same case (line 2)");
    assertThat(warnings(text.argument("BUILDKIT_DOCKERFILE_CHECK", "skip=all"))).isEmpty();
    assertThatThrownBy(() -> text.argument("BUILDKIT_DOCKERFILE_CHECK", "no").plan())
        .hasMessage(
            """
            --build-arg BUILDKIT_DOCKERFILE_CHECK: 'no' is no option of checks
            remedy: write skip=RULE,RULE or skip=all, and after a semicolon error=true\
            """);
  }

  @Test
  void aVariableIsUnsetWhereNeitherTheBaseNorAnInstructionKnowsIt() {
    PlannedText text =
        PlannedText.of(
                "ARG GLOBAL=1",
                "FROM based AS one",
                "ARG DECLARED SET=1",
                "ENV A=$FROM_BASE$DECLARED$SET$PATH$TARGETARCH B=$GLOBAL",
                "FROM one",
                "WORKDIR /$A/$SET/${NONE:-x}",
                "COPY $SRC /x",
                "RUN echo $FOR_THE_SHELL")
            .image("based", ImageConfig.builder().env(List.of("FROM_BASE=1")).build());
    assertThat(warnings(text))
        .containsExactly(
            "UndefinedVar: nothing has set the variable $TARGETARCH (line 4)",
            "UndefinedVar: nothing has set the variable $GLOBAL (line 4)",
            "UndefinedVar: nothing has set the variable $NONE (line 6)",
            "UndefinedVar: nothing has set the variable $SRC (line 7)");
  }

  @Test
  void theShellOfABaseImageIsMeantSo() {
    PlannedText text =
        PlannedText.of("FROM based", "CMD a")
            .image("based", ImageConfig.builder().shell(List.of("/bin/bash", "-c")).build());
    assertThat(warnings(text)).isEmpty();
    assertThat(warnings(PlannedText.of("FROM base", "CMD a"))).hasSize(1);
  }

  @Test
  void theHostnameIsThatOfTheBuildArgument() {
    PlannedText text = PlannedText.of("FROM base", "RUN hostname");
    assertThat(text.lastRun().hostname()).isEqualTo("buildkitsandbox");
    assertThat(text.argument("BUILDKIT_SANDBOX_HOSTNAME", "h").lastRun().hostname()).isEqualTo("h");
  }
}
