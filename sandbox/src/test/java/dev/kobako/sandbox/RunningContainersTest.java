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
        name, container, false, removed, new TreeMap<>(Map.of("image", "busybox")));
  }

  private NamedContainer script(String name, String script) {
    return named(name, false, "/bin/sh", "-c", script);
  }

  @Test
  void aContainerInTheBackgroundIsKnownUntilItIsRemoved() throws Exception {
    KnownContainer started =
        containers.detach(
            script("one", "trap 'echo bye; exit 7' TERM; echo $A; while :; do sleep 0.1; done"));

    assertThat(started.state()).isEqualTo(new KnownContainer.State.Running());
    assertThat(containers.all()).containsExactly(started);
    assertThat(containers.find("one")).isEqualTo(started);
    assertThat(containers.find(started.id().substring(0, 5))).isEqualTo(started);
    assertThat(started.labels()).containsExactly(Map.entry("image", "busybox"));
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
      assertThat(known.state()).isEqualTo(new KnownContainer.State.Running());
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
        containers.attach(script("early", "sleep 1000"), Attachment.OUTPUT)) {
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
        named.name(), container, named.readOnly(), named.removed(), named.labels());
  }
}
