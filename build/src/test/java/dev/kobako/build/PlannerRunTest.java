package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.dockerfile.RunMount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerRunTest {
  @Test
  void aHeredocAloneIsTheShellsCommandAndOthersAreLeftToTheShell() {
    assertThat(PlannedText.of("FROM base", "RUN <<-EOF", "\techo a", "\tEOF").lastRun().command())
        .containsExactly("/bin/sh", "-c", "echo a\n");
    assertThat(
            PlannedText.of("FROM base", "RUN cat <<-A <<B", "\tone", "\tA", "two", "B")
                .lastRun()
                .command())
        .containsExactly("/bin/sh", "-c", "cat <<-A <<B\n\tone\nA\ntwo\nB");
  }

  @Test
  void aHeredocThatIsAProgramIsMountedAndStarted() {
    RunStep run = PlannedText.of("FROM base", "RUN <<END", "#!/bin/awk -f", "{}", "END").lastRun();

    assertThat(run.command()).containsExactly("/bin/sh", "-c", "/dev/pipes/END");
    assertThat(run.script()).contains(new RunStep.Script("END", "#!/bin/awk -f\n{}\n"));
    assertThat(run.history()).isEqualTo("RUN /bin/sh -c /dev/pipes/END # buildkit");
  }

  @Test
  void theExecFormHasNoShell() {
    RunStep run = PlannedText.of("FROM base", "RUN [\"a\", \"$B\"]").lastRun();

    assertThat(run.command()).containsExactly("a", "$B");
    assertThat(run.history()).isEqualTo("RUN a $B # buildkit");
    assertThat(run.script()).isEmpty();
  }

  @Test
  void aStepRunsAsTheUserInTheWorkingDirectoryOfThen() {
    RunStep run =
        PlannedText.of("FROM base", "USER 1000", "WORKDIR /w", "WORKDIR x", "RUN pwd").lastRun();

    assertThat(run.user()).isEqualTo("1000");
    assertThat(run.workingDirectory()).isEqualTo("/w/x");
    assertThat(PlannedText.of("FROM base", "RUN pwd").lastRun().workingDirectory()).isEqualTo("/");
  }

  @Test
  void mountsAreExpandedAndTheirTargetsAbsolute() {
    RunStep run =
        PlannedText.of(
                "FROM base AS lib",
                "FROM base",
                "WORKDIR /w",
                "ARG DIR=sub,x",
                "RUN --mount=source=$DIR,target=$DIR --mount=type=cache,target=c"
                    + " --mount=from=lib,target=../l,rw --mount=type=tmpfs,target=/t"
                    + " --mount=type=secret,id=s,target=s --mount=from=scratch,target=/e make")
            .lastRun();

    assertThat(run.mounts())
        .extracting(RunStep.PlannedMount::from)
        .containsExactly(
            CopySource.Context.DEFAULT,
            new CopySource.Nowhere(),
            new CopySource.OfStage(0),
            new CopySource.Nowhere(),
            new CopySource.Nowhere(),
            new CopySource.Nowhere());
    assertThat(run.mounts().getFirst().mount())
        .isEqualTo(new RunMount.Bind(Optional.empty(), "/sub,x", "/w/sub,x", false));
    assertThat(run.mounts().get(1).mount())
        .isInstanceOfSatisfying(
            RunMount.Cache.class,
            cache -> {
              assertThat(cache.target()).isEqualTo("/w/c");
              assertThat(cache.id()).isEqualTo("c");
            });
    assertThat(run.mounts().get(4).mount())
        .isInstanceOfSatisfying(
            RunMount.Secret.class, secret -> assertThat(secret.target()).contains("/w/s"));
    assertThat(run.mounts().get(2).mount())
        .isEqualTo(new RunMount.Bind(Optional.of("lib"), "/", "/l", true));
  }

  @Test
  void nothingIsMountedOnTheRoot() {
    assertThatThrownBy(() -> PlannedText.of("FROM base", "RUN --mount=type=cache true").plan())
        .hasMessage(
            """
            Dockerfile:2: a mount without target
              2 | RUN --mount=type=cache true
                |     ^^^^^^^^^^^^^^^^^^
            remedy: say where it is to be: --mount=type=cache,target=/FOLDER\
            """);
    assertThatThrownBy(() -> PlannedText.of("FROM base", "RUN --mount=target=.. true").plan())
        .hasMessageContaining("a mount on the root");
  }

  @Test
  void theNetworkIsThatOfTheStepOrOfTheBuild() {
    assertThat(
            PlannedText.of("FROM base", "RUN --network=none true")
                .network(RunStep.Network.HOST)
                .lastRun()
                .network())
        .isEqualTo(RunStep.Network.NONE);
    assertThat(
            PlannedText.of("FROM base", "RUN true")
                .network(RunStep.Network.HOST)
                .lastRun()
                .network())
        .isEqualTo(RunStep.Network.HOST);
  }

  @Test
  void whatEndangersTheHostMustBeAllowed() {
    assertThatThrownBy(() -> PlannedText.of("FROM base", "RUN --security=insecure true").plan())
        .hasMessage(
            """
            Dockerfile:2: a step with all privileges is not allowed
              2 | RUN --security=insecure true
                |     ^^^^^^^^^^^^^^^^^^^
            remedy: if you trust this Dockerfile, add --allow security.insecure to the command\
            """);
    assertThatThrownBy(() -> PlannedText.of("FROM base", "RUN --network=host true").plan())
        .hasMessage(
            """
            Dockerfile:2: the host's network is not allowed
              2 | RUN --network=host true
                |     ^^^^^^^^^^^^^^
            remedy: if you trust this Dockerfile, add --allow network.host to the command\
            """);

    RunStep run =
        PlannedText.of("FROM base", "RUN --security=insecure --network=host true")
            .allowingAll()
            .lastRun();
    assertThat(run.insecure()).isTrue();
    assertThat(run.network()).isEqualTo(RunStep.Network.HOST);
  }
}
