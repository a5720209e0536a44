package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageConfig;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerStagesTest {
  @Test
  void onlyStagesThatTheTargetNeedsArePlannedAndOnlyTheirImagesAskedFor() {
    PlannedText text =
        PlannedText.of(
            "FROM other AS tools",
            "RUN make",
            "FROM base AS build",
            "RUN make",
            "FROM base",
            "COPY --from=build /x /x");
    Plan plan = text.plan();

    assertThat(plan.stages()).extracting(Plan.Stage::needed).containsExactly(false, true, true);
    assertThat(plan.stages().getFirst().steps()).isEmpty();
    assertThat(plan.stages().getFirst().base()).isEqualTo(new Plan.Base.Unresolved("other"));
    assertThat(plan.stages().getFirst().instructions())
        .extracting(statement -> statement.original())
        .containsExactly("RUN make");
    assertThat(plan.stages().get(2).dependencies()).containsExactly(1);
    assertThat(text.asked).containsExactly("base linux/amd64");
  }

  @Test
  void whatNoValueMakesRightIsSaidOfNeededStagesBeforeAnImageIsAskedFor() {
    PlannedText text =
        PlannedText.of("FROM other AS tools", "ENV A=${", "FROM base", "COPY 'a /", "RUN make");

    assertThatThrownBy(text::plan)
        .hasMessage(
            """
            Dockerfile:4: a ' is never closed
              4 | COPY 'a /
                |      ^^
            remedy: close it, or write \\' outside of quotes for the character itself\
            """);
    assertThat(text.asked).isEmpty();
  }

  @Test
  void aTargetIsNamedInAnyCaseAndNeverCounted() {
    assertThat(PlannedText.of("FROM scratch AS one", "FROM scratch").target("ONE").plan().target())
        .isZero();
    assertThatThrownBy(
            () -> PlannedText.of("FROM scratch AS one", "FROM scratch").target("0").plan())
        .hasMessage(
            """
            Dockerfile: there is no stage '0'
            remedy: stages are called by name: one\
            """);
    assertThatThrownBy(() -> PlannedText.of("FROM scratch AS runner").target("runer").plan())
        .hasMessage(
            """
            Dockerfile: there is no stage 'runer'
            remedy: did you mean --target runner?\
            """);
  }

  @Test
  void fromTakesTheLastStageOfANameBeforeItAndCopyTheLastOfAll() {
    Plan plan =
        PlannedText.of(
                "FROM scratch AS a",
                "ENV WHICH=first",
                "FROM scratch AS a",
                "ENV WHICH=second",
                "FROM a",
                "COPY --from=a / /")
            .plan();

    assertThat(plan.targetStage().config().env("WHICH")).contains("second");
    assertThat(plan.targetStage().dependencies()).containsExactly(1);
  }

  @Test
  void copyCountsStagesAndMountsDoNot() {
    assertThat(PlannedText.of("FROM base", "FROM base", "COPY --from=0 a b").lastCopy().from())
        .isEqualTo(new CopySource.OfStage(0));
    assertThatThrownBy(() ->
            PlannedText.of("FROM base", "FROM base", "RUN --mount=from=0,target=/m true").plan())
        .isInstanceOf(KobakoException.class)
        .hasMessageContaining("image 0: there is none");
    assertThatThrownBy(() -> PlannedText.of("FROM base", "COPY --from=7 a b").plan())
        .hasMessage(
            """
            Dockerfile:2: there is no stage number 7
              2 | COPY --from=7 a b
                |      ^^^^^^^^
            remedy: stages are counted from 0 to 0\
            """);
  }

  @Test
  void aStageThatNeedsItselfIsRefusedEvenWhereNobodyNeedsIt() {
    assertThatThrownBy(
            () -> PlannedText.of("FROM base AS me", "COPY --from=me a b", "FROM base").plan())
        .hasMessage(
            """
            Dockerfile:2: stage 'me' needs itself
              2 | COPY --from=me a b
                |      ^^^^^^^^^
            remedy: take the files from a stage that comes before this one\
            """);
    assertThatThrownBy(() ->
            PlannedText.of(
                    "FROM base AS a",
                    "COPY --from=b x x",
                    "FROM base AS b",
                    "RUN --mount=from=a,target=/a true")
                .plan())
        .hasMessageContaining("Dockerfile:4: stage 'a' needs itself");
  }

  @Test
  void aLaterStageCanNotBeCopiedFrom() {
    assertThatThrownBy(() ->
            PlannedText.of("FROM base AS a", "COPY --from=b x x", "FROM base AS b")
                .target("a")
                .plan())
        .hasMessage(
            """
            Dockerfile:2: stage 'b' comes after this one
              2 | COPY --from=b x x
                |      ^^^^^^^^
            remedy: move it before stage 'a'\
            """);
  }

  @Test
  void aMissingImageIsShownWhereItIsNamedWithTheStageThatWasMeant() {
    assertThatThrownBy(() ->
            PlannedText.of("FROM base AS builder", "FROM base", "COPY --from=bulder a b").plan())
        .hasMessage(
            """
            Dockerfile:3: image bulder: there is none
              3 | COPY --from=bulder a b
                |      ^^^^^^^^^^^^^
            remedy: did you mean the stage builder?\
            """);
    assertThatThrownBy(() -> PlannedText.of("FROM nothing").plan())
        .hasMessage(
            """
            Dockerfile:1: image nothing: there is none
              1 | FROM nothing
                |      ^^^^^^^
            remedy: load it first\
            """);
  }

  @Test
  void anImpossibleNameIsRefusedEvenWhereNobodyNeedsTheStage() {
    assertThatThrownBy(() -> PlannedText.of("FROM Upper/Case", "FROM base").plan())
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("Dockerfile:1: image name Upper/Case");
  }

  @Test
  void theImageAndThePlatformOfFromAreExpanded() {
    PlannedText text =
        PlannedText.of(
            "ARG NAME=ba",
            "FROM --platform=$BUILDPLATFORM ${NAME}se AS a",
            "FROM scratch",
            "COPY --from=a / /");
    text.platform("linux/arm64").plan();
    assertThat(text.asked).containsExactly("base linux/amd64");

    assertThatThrownBy(() -> PlannedText.of("FROM $NAME").plan())
        .hasMessage(
            """
            Dockerfile:1: the image's name '$NAME' comes to nothing
              1 | FROM $NAME
                |      ^^^^^
            remedy: give a value with --build-arg, or a default with ARG NAME=VALUE before the first\
             FROM\
            """);
    assertThatThrownBy(() -> PlannedText.of("FROM --platform=$NONE base").plan())
        .hasMessageContaining("Dockerfile:1: the platform '$NONE' comes to nothing");
    assertThatThrownBy(() -> PlannedText.of("FROM --platform=a/b/c/d base").plan())
        .hasMessageContaining("Dockerfile:1: platform 'a/b/c/d': not a platform");
  }

  @Test
  void theResultIsOfThePlatformThatWasAskedForAndAnotherStageOfItsBase() {
    ImageConfig arm = ImageConfig.builder().platform(PlannedText.AMD64).build();
    Plan plan =
        PlannedText.of("FROM --platform=linux/amd64 base AS one", "FROM one")
            .image("base", arm)
            .platform("linux/arm64")
            .plan();

    assertThat(plan.stages().getFirst().config().platform()).hasToString("linux/amd64");
    assertThat(plan.stages().get(1).platform()).hasToString("linux/amd64");
    assertThat(plan.stages().get(1).config().platform()).hasToString("linux/arm64");
    assertThat(plan.notes()).isEmpty();
    assertThat(PlannedText.of("FROM base").platform("linux/arm64").plan().notes())
        .containsExactly("image base is for linux/amd64, not for linux/arm64");
  }

  @Test
  void aContextTakesThePlaceOfAnImageByEveryFormOfItsName() {
    for (String name : List.of("app", "app:latest", "docker.io/library/app")) {
      Plan plan = PlannedText.of("FROM " + name).context("app", "docker-image://base").plan();
      assertThat(plan.targetStage().base())
          .isInstanceOfSatisfying(
              Plan.Base.Of.class, base -> assertThat(base.reference()).isEqualTo("base"));
    }
    assertThat(
            PlannedText.of("FROM base", "COPY --from=files a b")
                .context("files", "/some/folder")
                .lastCopy()
                .from())
        .isEqualTo(new CopySource.Context("files"));
    assertThat(
            PlannedText.of("FROM base", "COPY --from=files a b")
                .context("files::linux/amd64", "/some/folder")
                .lastCopy()
                .from())
        .isEqualTo(new CopySource.Context("files::linux/amd64"));
  }

  @Test
  void aContextTakesThePlaceOfAStageAndItsInstructions() {
    Plan plan =
        PlannedText.of("FROM nowhere AS libs", "RUN make", "FROM base", "COPY --from=libs / /")
            .context("libs", "docker-image://base")
            .plan();

    assertThat(plan.stages().getFirst().steps()).isEmpty();
    assertThat(plan.stages().getFirst().base()).isInstanceOf(Plan.Base.Of.class);
  }

  @Test
  void aStageThatStartsFromAFolderCopiesItFirst() {
    Plan plan = PlannedText.of("FROM files", "ENV A=b").context("files", "/some/folder").plan();

    assertThat(plan.targetStage().base()).isEqualTo(new Plan.Base.Scratch());
    assertThat(plan.targetStage().steps()).hasSize(2);
    assertThat(plan.targetStage().steps().getFirst())
        .isInstanceOfSatisfying(
            CopyStep.class,
            copy -> {
              assertThat(copy.from()).isEqualTo(new CopySource.Context("files"));
              assertThat(copy.destination()).isEqualTo("/");
            });
    assertThat(plan.targetStage().config().workingDir()).isEqualTo("/");
  }

  @Test
  void stagesAreUncachedByNameOrNumber() {
    Plan plan =
        PlannedText.of("FROM base AS a", "FROM base", "FROM base AS c").uncached("A", "1").plan();

    assertThat(plan.stages()).extracting(Plan.Stage::uncached).containsExactly(true, true, false);
  }

  @Test
  void triggersOfAnImageRunFirstAndMayNeedOtherStages() {
    ImageConfig withTriggers =
        ImageConfig.builder()
            .platform(PlannedText.AMD64)
            .onBuild(List.of("ENV FROM_BASE=1", "COPY --from=assets /a /a"))
            .build();
    Plan plan =
        PlannedText.of("FROM base AS assets", "FROM triggering", "ENV LATER=$FROM_BASE")
            .image("triggering", withTriggers)
            .plan();

    assertThat(plan.stages().getFirst().needed()).isTrue();
    assertThat(plan.targetStage().config().env("LATER")).contains("1");
    assertThat(plan.targetStage().config().onBuild()).isEmpty();
    assertThat(plan.targetStage().instructions())
        .extracting(statement -> statement.original())
        .containsExactly("ENV FROM_BASE=1", "COPY --from=assets /a /a", "ENV LATER=$FROM_BASE");
  }

  @Test
  void triggersOfAStageRunInTheOneUponItAndNotFurtherOn() {
    Plan plan = PlannedText.of("FROM base AS a", "ONBUILD ENV A=b", "FROM a AS b", "FROM b").plan();

    assertThat(plan.stages().get(0).config().onBuild()).containsExactly("ENV A=b");
    assertThat(plan.stages().get(0).steps()).extracting(Step::history).containsExactly("");
    assertThat(plan.stages().get(1).steps()).extracting(Step::history).containsExactly("ENV A=b");
    assertThat(plan.stages().get(1).config().onBuild()).isEmpty();
    assertThat(plan.stages().get(2).steps()).isEmpty();
  }

  @Test
  void aBadTriggerIsShownWithTheLineThatBroughtIt() {
    for (String bad : List.of("NONSENSE", "", "# only a comment", "FROM x", "RUN a\nRUN b")) {
      ImageConfig withTrigger =
          ImageConfig.builder().platform(PlannedText.AMD64).onBuild(List.of(bad)).build();
      assertThatThrownBy(
              () -> PlannedText.of("FROM triggering").image("triggering", withTrigger).plan())
          .isInstanceOf(KobakoException.class)
          .hasMessageStartingWith("Dockerfile:1: trigger of the base");
    }
  }

  @Test
  void manyStagesAreNoHarmAndFarTooManyARefusal() {
    String chain =
        IntStream.range(1, 1_999)
            .mapToObj(i -> "FROM s" + (i - 1) + " AS s" + i)
            .collect(Collectors.joining("\n"));
    Plan plan = PlannedText.of("FROM scratch AS s0", chain).plan();
    assertThat(PlannedHistory.of(plan)).isEmpty();

    assertThatThrownBy(() -> PlannedText.of("FROM scratch\n".repeat(2_001)).plan())
        .hasMessageContaining("Dockerfile:2001: 2001 stages, at most 2000 are allowed");
  }

  @Test
  void aStageIsFoundByNameAndNumber() {
    Plan plan = PlannedText.of("FROM base AS one", "FROM base AS two").plan();

    assertThat(plan.stage("TWO")).get().extracting(Plan.Stage::index).isEqualTo(1);
    assertThat(plan.stage("0")).get().extracting(Plan.Stage::index).isEqualTo(0);
    assertThat(plan.stage("three")).isEmpty();
  }
}
