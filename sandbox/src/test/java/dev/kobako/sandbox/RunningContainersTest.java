package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs busybox in containers with names. */
@Timeout(60)
class RunningContainersTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");
  private static final int SIGTERM = 15;

  @TempDir Path folder;

  private RunningContainers containers = RunningContainers.available(RUNC, Path.of("/none"));
  private List<LayerFolders.Unpacked> layers = List.of();

  @BeforeEach
  void toolsAreNeeded() throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    containers = RunningContainers.available(RUNC, folder.resolve("containers"));
    byte[] tar =
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/sh", 0755, Files.readAllBytes(BUSYBOX))
            .bytes();
    layers =
        List.of(
            new LayerFolders(folder.resolve("layers"))
                .of(new LayerFolders.Packed(Digest.sha256(tar), Content.of(tar)), List.of()));
  }

  @AfterEach
  void removeAll() {
    containers.all().forEach(each -> containers.remove(each, true));
  }

  private NamedContainer named(String name, boolean removed, String... command) {
    Container container =
        new Container(
            layers,
            List.of(command),
            List.of("PATH=/bin", "A=b"),
            "/",
            ContainerUser.ROOT,
            ProcessRights.USUAL,
            List.of(),
            new ContainerNetwork.None(),
            name,
            NameLookup.USUAL,
            ContainerLimits.USUAL);
    return new NamedContainer(
        name,
        container,
        false,
        removed,
        new TreeMap<>(Map.of("of", "mine")),
        new TreeMap<>(Map.of("image", "busybox")));
  }

  private NamedContainer script(String name, String script) {
    return named(name, false, "/bin/sh", "-c", script);
  }

  @Test
  void aContainerInTheBackgroundIsKnownUntilItIsRemoved() throws Exception {
    KnownContainer started =
        containers.detach(
            script("one", "trap 'echo bye; exit 7' TERM; echo $A; while :; do sleep 0.1; done"));

    assertThat(started.state()).isInstanceOf(KnownContainer.State.Running.class);
    assertThat(containers.all()).containsExactly(started);
    assertThat(containers.find("one")).isEqualTo(started);
    assertThat(containers.find(started.id().substring(0, 5))).isEqualTo(started);
    assertThat(started.named().facts()).containsExactly(Map.entry("image", "busybox"));
    assertThat(started.named().labels()).containsExactly(Map.entry("of", "mine"));
    assertThat(started.process().environment()).containsExactly("PATH=/bin", "A=b");
    assertThatThrownBy(() -> containers.remove(started, false))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "one: this container runs\n"
                + "remedy: stop it first with 'kobako stop one', or use --force");
    assertThatThrownBy(() -> containers.detach(script("one", ":")))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "one: is the name of a container already: "
                + started.id()
                + "\nremedy: choose another, or remove that one with 'kobako rm one'");

    containers.stop(started, SIGTERM, Duration.ofSeconds(20));

    assertThat(containers.find("one").state())
        .isInstanceOfSatisfying(
            KnownContainer.State.Ended.class, ended -> assertThat(ended.code()).isEqualTo(7));
    assertThat(containers.await(started)).isEqualTo(7);
    assertThat(started.log()).hasContent("b\nbye\n");
    containers.remove(started, false);
    assertThat(containers.all()).isEmpty();
    assertThat(folder.resolve("containers")).isEmptyDirectory();
  }

  @Test
  void whatDoesNotWantToEndIsKilled() {
    KnownContainer started = containers.detach(script("deaf", "sleep 1000"));

    containers.stop(started, SIGTERM, Duration.ofMillis(100));

    assertThat(containers.await(started)).isEqualTo(137);
  }

  @Test
  void aMissingProgramIsToldAndLeavesNothing() {
    assertThatThrownBy(() -> containers.detach(named("none", true, "/no/such")))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("container: can't be started: ")
        .hasMessageContaining("/no/such");
    assertThat(folder.resolve("containers")).isEmptyDirectory();
  }

  @Test
  void oneThatIsToBeRemovedIsGoneAtItsEnd() throws Exception {
    KnownContainer started = containers.detach(named("brief", true, "/bin/sh", "-c", "exit 3"));

    while (Files.exists(folder.resolve("containers").resolve(started.id()))) {
      Thread.sleep(10); // bounded by the test's timeout
    }
    assertThatThrownBy(() -> containers.find("brief"))
        .isInstanceOf(KobakoException.class)
        .hasMessage("brief: there is no such container\nremedy: see 'kobako ps --all'");
  }

  @Test
  void aFurtherProcessSeesWhatTheFirstSees() {
    KnownContainer started =
        containers.detach(script("two", "while [ ! -e /tell ]; do sleep 0.1; done; cat /tell"));

    try (AttachedProcess process =
        containers.exec(
            started,
            new ContainerProcess(
                List.of("/bin/sh", "-c", "echo \"$X $$\" > /new; mv /new /tell; exit 5"),
                List.of("PATH=/bin", "X=y"),
                "/",
                ContainerUser.ROOT,
                ProcessRights.USUAL),
            Attachment.OUTPUT)) {
      assertThat(process.await()).isEqualTo(new Ending.Exited(5));
    }
    assertThat(containers.await(started)).isZero();
    assertThat(started.log()).content().startsWith("y ");
  }

  @Test
  void theForegroundEndsWithItsCodeAndIsRemembered() throws Exception {
    NamedContainer front =
        script("front", "trap 'exit 9' INT; echo x > /shared/x; while :; do sleep 0.1; done");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    try (AttachedProcess process =
        containers.attach(
            with(front, new ContainerMount.Host(shared, "/shared", false)), Attachment.OUTPUT)) {
      KnownContainer known = containers.find("front");
      assertThat(known.state()).isInstanceOf(KnownContainer.State.Running.class);
      while (!Files.exists(shared.resolve("x"))) {
        Thread.sleep(10); // bounded by the test's timeout
      }

      process.signal(2);

      assertThat(process.await()).isEqualTo(new Ending.Exited(9));
      assertThat(containers.await(known)).isEqualTo(9);
    }
  }

  @Test
  void aSignalBeforeTheStartEndsIt() {
    try (AttachedProcess process =
        containers.attach(
            // on a busy machine the first signal may come when it runs already
            script("early", "trap 'exit 3' INT; while :; do sleep 1; done"), Attachment.OUTPUT)) {
      Thread signals =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                while (!Thread.interrupted()) {
                  process.signal(2);
                }
              });
      assertThat(process.await()).isNotEqualTo(new Ending.Exited(0));
      signals.interrupt();
    }
  }

  private static NamedContainer with(NamedContainer named, ContainerMount mount) {
    Container it = named.container();
    Container container =
        new Container(
            it.layers(),
            it.command(),
            it.environment(),
            it.workingDirectory(),
            it.user(),
            ProcessRights.USUAL,
            List.of(mount),
            it.network(),
            it.hostname(),
            it.names(),
            it.limits());
    return new NamedContainer(
        named.name(), container, named.readOnly(), named.removed(), named.labels(), named.facts());
  }

  @Test
  void oneThatHasEndedIsStartedOverWhatItHasChanged() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    KnownContainer started =
        containers.detach(
            with(
                script("again", "echo x >>/x; cat /x; [ -e /shared/go ] || exit 3; sleep 1000"),
                new ContainerMount.Host(shared, "/shared", true)));
    assertThat(containers.await(started)).isEqualTo(3);
    assertThat(RunningContainers.layersInUse(folder.resolve("containers")))
        .containsExactly(layers.getFirst().folder());

    containers.start(containers.find("again"));
    assertThat(containers.await(started)).isEqualTo(3);
    try (AttachedProcess process = containers.start(containers.find("again"), Attachment.OUTPUT)) {
      assertThat(process.await()).isEqualTo(new Ending.Exited(3));
    }
    Files.createFile(shared.resolve("go"));
    containers.start(containers.find("again"));
    KnownContainer runs = containers.find("again");
    containers.start(runs);

    assertThat(runs.isRunning()).isTrue();
    assertThat(containers.find("again").state()).isEqualTo(runs.state());
    while (Files.readAllLines(runs.log()).size() < 7) {
      Thread.sleep(10); // bounded by the test's timeout
    }
    assertThat(runs.log()).hasContent("x\nx\nx\nx\nx\nx\nx\n");
    assertThatThrownBy(() -> containers.start(runs, Attachment.OUTPUT))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "again: this container runs already\n"
                + "remedy: see what it writes with 'kobako logs -f again'");
    containers.signal(runs, Kernel.SIGKILL);
    assertThat(containers.await(runs)).isEqualTo(137);
    assertThatThrownBy(() -> containers.signal(runs, SIGTERM))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "again: this container does not run\nremedy: start it with 'kobako start again'");
  }

  @Test
  void oneThatIsMadeIsStartedLater() {
    KnownContainer made = containers.create(script("later", "exit 4"));

    assertThat(made.state()).isEqualTo(new KnownContainer.State.Created());
    assertThatThrownBy(() -> containers.await(made))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "later: this container was never started\n"
                + "remedy: start it with 'kobako start later'");
    containers.start(made);
    assertThat(containers.await(made)).isEqualTo(4);
  }

  @Test
  void aStartThatFailsThrowsNothingAway() throws Exception {
    KnownContainer started = containers.detach(script("once", "echo x >/x; rm /bin/sh"));
    assertThat(containers.await(started)).isZero();

    assertThatThrownBy(() -> containers.start(started))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("container: can't be started: ")
        .hasMessageContaining("/bin/sh");

    assertThat(containers.find("once").state())
        .isInstanceOfSatisfying(
            KnownContainer.State.Ended.class, ended -> assertThat(ended.code()).isEqualTo(125));
    assertThat(folder.resolve("containers").resolve(started.id()).resolve("layer/fs/x"))
        .hasContent("x");
    Files.delete(layers.getFirst().folder().resolve("bin/sh"));
    Files.move(layers.getFirst().folder(), folder.resolve("away"));
    assertThatThrownBy(() -> containers.start(started))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "once: a layer that it lies over is not there any more: "
                + layers.getFirst().folder()
                + "\nremedy: start a new container with kobako run");
  }

  @Test
  void allThatAContainerIsIsRemembered() {
    Container container =
        new Container(
            layers,
            List.of("/bin/sh", "-c", ":"),
            List.of("A=b", "=c"),
            "/srv",
            new ContainerUser(-2, 5, List.of(7, 8)),
            ProcessRights.USUAL.withLimits(List.of(ResourceLimit.parse("nofile=5:6"))),
            List.of(
                new ContainerMount.Host(folder, "/a", true),
                new ContainerMount.Layers(layers, "/bin", "/b", false),
                new ContainerMount.Cache(folder, "/c", false, layers, "/bin", 0750, 3, 4),
                new ContainerMount.Tmpfs("/d", 4096, true)),
            new ContainerNetwork.Own(
                List.of(new PublishedPort("127.0.0.1", 8080, 80, PublishedPort.Protocol.UDP))),
            "host",
            new NameLookup(new LinkedHashMap<>(Map.of("db", "10.0.0.1")), List.of("10.0.0.2")),
            new ContainerLimits(1L << 40, 1500, 7, 8));
    NamedContainer named =
        new NamedContainer(
            "whole",
            container,
            true,
            true,
            new TreeMap<>(Map.of("a", "b")),
            new TreeMap<>(Map.of("image", "x")));

    assertThat(containers.create(named).named()).isEqualTo(named);
  }

  @Test
  void aFurtherProcessInTheBackgroundGoesOnByItself() throws Exception {
    KnownContainer started =
        containers.detach(script("with", "while [ ! -e /tell ]; do sleep 0.1; done; cat /tell"));
    ContainerProcess first = started.process();
    ContainerProcess further =
        new ContainerProcess(
            List.of("/bin/sh", "-c", "sleep 0.3; echo told >/tell.new; mv /tell.new /tell"),
            first.environment(),
            "/",
            first.user(),
            first.rights());

    try (AttachedProcess process = containers.execDetached(started, further)) {
      assertThat(process.await()).isEqualTo(new Ending.Exited(0));
    }

    assertThat(containers.await(started)).isZero();
    assertThat(started.log()).hasContent("told\n");
  }
}
