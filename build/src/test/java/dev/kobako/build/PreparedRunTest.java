package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Span;
import dev.kobako.image.Content;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the container of a RUN sees, and what its key heeds. */
@Timeout(20)
class PreparedRunTest {
  private static final Plan.Base SCRATCH = new Plan.Base.Scratch();
  private static final CopySource NOWHERE = new CopySource.Nowhere();

  @TempDir Path folder;
  Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder.resolve("cache"));
    workshop.context.put("/dir/a", "one");
  }

  private Container run(RunStep step) {
    workshop.runs.containers.clear();
    workshop.build(HandMade.plan(HandMade.stage(0, SCRATCH, step)));
    return workshop.runs.containers.getLast();
  }

  private boolean isRunAgain(RunStep step) {
    workshop.runs.containers.clear();
    workshop.build(HandMade.plan(HandMade.stage(0, SCRATCH, step)));
    return !workshop.runs.containers.isEmpty();
  }

  private static RunStep with(RunMount mount, CopySource from) {
    return HandMade.run(List.of(new RunStep.PlannedMount(mount, from, new Span(0, 4))), "nothing");
  }

  private static RunMount.Cache cache(String id, RunMount.Sharing sharing) {
    return new RunMount.Cache(id, "/c", false, sharing, Optional.empty(), "/", 0755, 0, 0);
  }

  @Test
  void theEnvironmentIsThatOfTheStepWithAPathAndTheProxies() {
    Container container = run(HandMade.run("nothing"));

    assertThat(container.environment())
        .containsExactly(
            "A=b",
            "http_proxy=http://proxy",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    assertThat(container.user()).isEqualTo(ContainerUser.ROOT);
  }

  @Test
  void aCacheIsAFolderForAnIdThatLivesOn() {
    RunMount.Cache id = cache("x", RunMount.Sharing.SHARED);
    ContainerMount first = run(with(id, NOWHERE)).mounts().getFirst();

    workshop = new Workshop(folder.resolve("cache"));
    ContainerMount second =
        run(HandMade.run(
                List.of(new RunStep.PlannedMount(id, NOWHERE, new Span(0, 4))), "nothing", "else"))
            .mounts()
            .getFirst();
    ContainerMount other =
        run(with(cache("y", RunMount.Sharing.SHARED), NOWHERE)).mounts().getFirst();

    assertThat(second).isEqualTo(first).isNotEqualTo(other);
    assertThat(((ContainerMount.Cache) first).folder())
        .startsWithRaw(folder.resolve("cache/mounts"));
  }

  @Test
  void aPrivateCacheHasAFolderForEachStepThatRunsAtTheSameTime() {
    RunStep.PlannedMount mount =
        new RunStep.PlannedMount(cache("x", RunMount.Sharing.PRIVATE), NOWHERE, new Span(0, 4));
    var both = new java.util.concurrent.CyclicBarrier(2);
    workshop.runs.during =
        _ -> {
          try {
            both.await();
          } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            throw new AssertionError(e);
          }
        };

    workshop.build(twoStages(mount));

    assertThat(folders()).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aLockedCacheIsUsedByOneStepAtATime() {
    RunStep.PlannedMount mount =
        new RunStep.PlannedMount(cache("x", RunMount.Sharing.LOCKED), NOWHERE, new Span(0, 4));
    var using = new java.util.concurrent.atomic.AtomicInteger();
    var most = new java.util.concurrent.atomic.AtomicInteger();
    workshop.runs.during =
        _ -> {
          most.accumulateAndGet(using.incrementAndGet(), Math::max);
          try {
            Thread.sleep(20);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          using.decrementAndGet();
        };

    workshop.build(twoStages(mount));

    assertThat(most).hasValue(1);
    assertThat(folders().distinct()).hasSize(1);
  }

  private static Plan twoStages(RunStep.PlannedMount mount) {
    return HandMade.plan(
        HandMade.stage(0, SCRATCH, HandMade.run(List.of(mount), "write", "/a", "0")),
        HandMade.stage(
            1,
            SCRATCH,
            HandMade.run(List.of(mount), "write", "/a", "1"),
            HandMade.copy(new CopySource.OfStage(0), "/a", "/b")));
  }

  private Stream<Path> folders() {
    return workshop.runs.containers.stream()
        .map(container -> ((ContainerMount.Cache) container.mounts().getFirst()).folder());
  }

  @Test
  void aBindOfTheContextIsALayerOfWhatIsNotIgnoredAndItsContentCounts() {
    RunStep step =
        with(
            new RunMount.Bind(Optional.empty(), "/dir/a", "/in", false),
            CopySource.Context.DEFAULT);

    ContainerMount.Layers mount = (ContainerMount.Layers) run(step).mounts().getFirst();
    assertThat(mount.source()).isEqualTo("/mounted");
    assertThat(mount.readOnly()).isTrue();
    assertThat(isRunAgain(step)).isFalse();
    workshop.context.put("/other", "file");
    assertThat(isRunAgain(step)).isFalse();
    workshop.context.put("/dir/a", "two");
    assertThat(isRunAgain(step)).isTrue();
  }

  @Test
  void aSecretIsMountedAndIsNeitherPartOfTheKeyNorOnTheDisk() throws IOException {
    RunStep step =
        with(
            new RunMount.Secret("s", Optional.of("/run/s"), Optional.of("S"), true, 0400, 1, 2),
            NOWHERE);
    workshop.secrets.put("s", Content.of("hidden-treasure".getBytes(StandardCharsets.UTF_8)));

    Container container = run(step);

    assertThat(container.environment()).contains("S=hidden-treasure");
    ContainerMount.File file = (ContainerMount.File) container.mounts().getFirst();
    assertThat(file.content()).asString(StandardCharsets.UTF_8).isEqualTo("hidden-treasure");
    assertThat(List.of(file.mode(), file.uid(), file.gid())).containsExactly(0400, 1, 2);
    workshop.secrets.put("s", Content.of(new byte[1]));
    assertThat(isRunAgain(step)).isFalse();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
            .doesNotContain("hidden-treasure");
      }
    }
  }

  @Test
  void aSecretThatIsMissingIsAnEmptyVariableOrAnErrorWhereItIsRequired() {
    assertThat(
            run(with(
                    new RunMount.Secret("s", Optional.empty(), Optional.of("S"), false, 0400, 0, 0),
                    NOWHERE))
                .environment())
        .contains("S=");
    assertThatThrownBy(() ->
            run(
                with(
                    new RunMount.Secret("s", Optional.of("/s"), Optional.empty(), true, 0400, 0, 0),
                    NOWHERE)))
        .hasMessage(
            """
            Dockerfile:1: the secret 's' is required and was not given
              1 | FROM scratch
                | ^^^^
            remedy: give it: --secret id=s,src=FILE\
            """);
  }

  @Test
  void scratchIsAnEmptyFolder() {
    RunMount.Bind empty = new RunMount.Bind(Optional.of("scratch"), "/", "/m", true);
    assertThat(run(with(empty, NOWHERE)).mounts())
        .singleElement()
        .isInstanceOfSatisfying(
            ContainerMount.Layers.class,
            layers -> {
              assertThat(layers.layers()).hasSize(1);
              assertThat(layers.target()).isEqualTo("/m");
              assertThat(layers.readOnly()).isFalse();
            });

    RunMount.Bind file = new RunMount.Bind(Optional.of("scratch"), "/f", "/m", false);
    assertThatThrownBy(() -> run(with(file, NOWHERE)))
        .hasMessageContaining("/f: is to be mounted, and there is nothing that it could be in");
  }

  @Test
  void anAgentsSocketIsMountedAndNamed() {
    RunStep step = with(new RunMount.Ssh("default", Optional.empty(), false, 0600, 0, 0), NOWHERE);
    Container alone = run(step);
    assertThat(alone.mounts()).isEmpty();
    assertThat(alone.environment()).contains("SSH_AUTH_SOCK=/run/buildkit/ssh_agent.0");

    workshop = new Workshop(folder.resolve("other"));
    workshop.agents.put("default", Path.of("/agent"));
    Container container = run(step);

    assertThat(container.environment()).contains("SSH_AUTH_SOCK=/run/buildkit/ssh_agent.0");
    assertThat(container.mounts())
        .containsExactly(
            new ContainerMount.Socket(Path.of("/agent"), "/run/buildkit/ssh_agent.0", 0600, 0, 0));
  }

  @Test
  void certificatesOfTheHostAreAtAPlaceOfTheirOwnThatVariablesName() {
    workshop.certificates = Optional.of(Path.of("/etc/bundle"));

    Container container = run(HandMade.run("nothing"));

    assertThat(container.environment())
        .contains(
            "SSL_CERT_FILE=/run/kobako/ca-certificates.crt", "APT_CONFIG=/run/kobako/apt.conf");
    assertThat(container.mounts())
        .contains(
            new ContainerMount.Host(
                Path.of("/etc/bundle"), "/run/kobako/ca-certificates.crt", true));
    workshop.certificates = Optional.empty();
    assertThat(isRunAgain(HandMade.run("nothing"))).isFalse();
  }

  @Test
  void aKilledProcessIsAnErrorThatNamesTheSignal() {
    assertThatThrownBy(() -> run(HandMade.run("kill")))
        .hasMessage(
            """
            Dockerfile:1: process "kill" was killed by signal 9
              1 | FROM scratch
                | ^^^^^^^
            remedy: the kernel may have run out of memory for it\
            """);
  }

  @Test
  void programsOfAnotherCpuThatTheKernelDoesNotKnowAreRefused() {
    Platform foreign = Platform.of("linux", "s390x", Optional.empty());
    Plan plan =
        HandMade.plan(HandMade.on(foreign, HandMade.stage(0, SCRATCH, HandMade.run("nothing"))));

    assertThatThrownBy(() -> workshop.build(plan))
        .hasMessageContaining("programs for linux/s390x don't run on this machine")
        .hasMessageContaining("remedy: install qemu-user-static and binfmt-support");
    assertThat(workshop.runs.containers).isEmpty();
  }
}
