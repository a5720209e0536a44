package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerArgumentsTest {
  @Test
  void aStageSeesAnArgumentBeforeFromOnlyWhereItDeclaresIt() {
    assertThat(
            PlannedText.of("ARG A=1", "FROM scratch", "ENV B=[$A]", "ARG A", "ENV C=[$A]")
                .config()
                .env())
        .contains("B=[]", "C=[1]");
  }

  @Test
  void whatIsGivenCountsMoreThanDefaultsAndNothingWhereItIsNotDeclared() {
    assertThat(
            PlannedText.of("ARG A=1", "FROM scratch", "ARG A=2", "ENV B=$A ", "ENV C=[$X]")
                .argument("A", "3")
                .argument("X", "y")
                .config()
                .env())
        .contains("B=3", "C=[]");
  }

  @Test
  void theOneThatComesLaterOfArgAndEnvCounts() {
    PlannedText text =
        PlannedText.of("FROM scratch AS a", "ARG X=arg", "ENV X=env", "ARG X=later", "RUN echo $X");

    assertThat(text.lastRun().environment()).contains("X=later");
    assertThat(text.config().env()).contains("X=env");
  }

  @Test
  void aStageUponAnotherInheritsItsArgumentsButEnvCountsMoreThere() {
    RunStep run =
        PlannedText.of(
                "FROM scratch AS a", "ENV X=env", "ARG X=later", "ARG Y=y", "FROM a", "RUN true")
            .lastRun();

    assertThat(run.environment()).contains("X=env", "Y=y");
    assertThat(run.history()).isEqualTo("RUN |2 X=env Y=y /bin/sh -c true # buildkit");
  }

  @Test
  void eachArgumentSeesTheOnesBeforeItAndVariablesOfOneEnvDoNot() {
    assertThat(
            PlannedText.of("FROM scratch", "ARG A=1 B=${A}2", "ENV C=$B D=$C", "ENV E=$C")
                .history())
        .containsExactly("ARG A=1 B=12", "ENV C=12 D=", "ENV E=12");
  }

  @Test
  void anArgumentWithoutAnyValueIsNoVariable() {
    PlannedText text = PlannedText.of("FROM scratch", "ARG NONE", "RUN true");

    assertThat(text.lastRun().environment()).noneMatch(line -> line.startsWith("NONE"));
    assertThat(text.history())
        .containsExactly("ARG NONE", "RUN |1 NONE= /bin/sh -c true # buildkit");
  }

  @Test
  void aDefaultThatCanNotBeExpandedIsNoHarmWhereAValueIsGiven() {
    PlannedText text = PlannedText.of("FROM scratch", "ARG A=${B:?none}");

    assertThat(text.argument("A", "x").history()).containsExactly("ARG A=x");
    assertThatThrownBy(() -> PlannedText.of("FROM scratch", "ARG A=${B:?none}").plan())
        .hasMessageStartingWith("Dockerfile:2: ")
        .hasMessageContaining("none")
        .hasMessageContaining("ARG A=${B:?none}");
  }

  @Test
  void platformsAreKnownBeforeFromAndWhereTheyAreDeclared() {
    assertThat(
            PlannedText.of(
                    "FROM scratch AS one",
                    "FROM scratch AS fin",
                    "ARG TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT TARGETSTAGE",
                    "ARG BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT")
                .platform("linux/arm/v6")
                .history())
        .containsExactly(
            "ARG TARGETPLATFORM=linux/arm/v6 TARGETOS=linux TARGETARCH=arm TARGETVARIANT=v6"
                + " TARGETSTAGE=fin",
            "ARG BUILDPLATFORM=linux/amd64 BUILDOS=linux BUILDARCH=amd64 BUILDVARIANT=");
    assertThat(PlannedText.of("FROM scratch", "ARG TARGETSTAGE").history())
        .containsExactly("ARG TARGETSTAGE=default");
    assertThat(
            PlannedText.of("FROM scratch AS a", "ARG TARGETSTAGE TARGETARCH")
                .target("a")
                .argument("TARGETARCH", "other")
                .history())
        .containsExactly("ARG TARGETSTAGE=a TARGETARCH=other");
  }

  @Test
  void proxiesReachEveryRunInBothSpellingsAndNeitherHistoryNorConfiguration() {
    PlannedText text =
        PlannedText.of("FROM scratch", "RUN true")
            .argument("HTTP_PROXY", "http://p")
            .argument("no_proxy", "localhost");

    assertThat(text.lastRun().unkeyed())
        .containsExactly(
            "HTTP_PROXY=http://p",
            "http_proxy=http://p",
            "NO_PROXY=localhost",
            "no_proxy=localhost");
    assertThat(text.lastRun().history()).isEqualTo("RUN /bin/sh -c true # buildkit");
    assertThat(text.lastRun().environment()).containsExactlyElementsOf(text.config().env());
    assertThat(text.plan().notes()).isEmpty();
  }

  @Test
  void argumentsThatNothingTakesAreNoted() {
    assertThat(
            PlannedText.of("ARG A", "FROM scratch AS other", "ARG B", "FROM scratch")
                .argument("A", "1")
                .argument("B", "2")
                .argument("C", "3")
                .argument("D", "4")
                .argument("BUILDKIT_SYNTAX", "docker/dockerfile:1")
                .argument("TARGETARCH", "x")
                .argument("SOURCE_DATE_EPOCH", "1")
                .plan()
                .notes())
        .containsExactly("no ARG of the Dockerfile takes the build arguments C, D");
  }

  @Test
  void theEpochIsGivenOrBeforeFromAndHasOneForm() {
    Plan given =
        PlannedText.of("FROM scratch", "ARG SOURCE_DATE_EPOCH")
            .argument("SOURCE_DATE_EPOCH", "+1600000000")
            .plan();
    assertThat(given.epoch()).contains(Instant.ofEpochSecond(1_600_000_000));
    assertThat(given.targetStage().steps())
        .extracting(Step::history)
        .containsExactly("ARG SOURCE_DATE_EPOCH=1600000000");

    assertThat(PlannedText.of("ARG SOURCE_DATE_EPOCH=7", "FROM scratch").plan().epoch())
        .contains(Instant.ofEpochSecond(7));
    assertThat(PlannedText.of("FROM scratch").argument("SOURCE_DATE_EPOCH", "").plan().epoch())
        .isEmpty();
    for (String bad : List.of("yesterday", "1.5", "99999999999999999999", "999999999999999")) {
      assertThatThrownBy(
              () -> PlannedText.of("FROM scratch").argument("SOURCE_DATE_EPOCH", bad).plan())
          .hasMessage(
              """
              SOURCE_DATE_EPOCH '%s': expected seconds since 1970-01-01, up to the year 9999
              remedy: give a number, for example that of 'git log -1 --format=%%ct'\
              """
                  .formatted(bad));
    }
  }

  @Test
  void whatTheBuilderIsToldIsNoVariableOfRun() {
    assertThat(
            PlannedText.of("FROM scratch", "ARG BUILDKIT_SBOM_SCAN_STAGE=1 X=1", "RUN true")
                .lastRun()
                .environment())
        .contains("X=1")
        .noneMatch(line -> line.startsWith("BUILDKIT"));
  }

  @Test
  void valuesThatDoubleEachOtherAreRefusedBeforeTheyFillMemory() {
    StringBuilder text = new StringBuilder("FROM scratch\nENV A=0123456789abcdef\n");
    for (int i = 0; i < 60; i++) {
      text.append("ENV A=$A$A\n");
    }
    assertThatThrownBy(() -> PlannedText.of(text.toString()).plan())
        .isInstanceOf(dev.kobako.diagnostic.KobakoException.class)
        .hasMessageStartingWith("Dockerfile:");

    StringBuilder stages = new StringBuilder("FROM scratch AS s0\n");
    stages.append("ENV A=0123456789abcdef\n").append("ENV A=$A$A$A$A\n".repeat(8));
    for (int i = 1; i < 1_000; i++) {
      stages.append("FROM s").append(i - 1).append(" AS s").append(i).append('\n');
    }
    assertThatThrownBy(() -> PlannedText.of(stages.toString()).plan())
        .hasMessageContaining("the build comes to more than 64 Mi characters");
  }
}
