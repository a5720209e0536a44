package dev.kobako.check;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.sandbox.ContainerLimits;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.sandbox.ListeningPorts;
import dev.kobako.sandbox.Watch;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** An image of busybox, a static program, and trials of it, for tests. */
final class TrialBox {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");

  private final Path folder;
  private final Path work;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final SortedMap<String, String> environment = new TreeMap<>(System.getenv());
  private Trials.Limits limits = new Trials.Limits(Duration.ofSeconds(8), Duration.ofSeconds(25));
  private ContainerNetwork network = new ContainerNetwork.Host();
  private final List<ContainerMount> mounts = new ArrayList<>();

  /** Needs an empty folder. */
  TrialBox(Path folder) throws IOException {
    assumeTools();
    this.folder = folder;
    this.work = Files.createDirectory(folder.resolve("here"));
  }

  /** Skips a test, or a class of tests that look around afterwards, where boxes can't be. */
  static void assumeTools() {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
  }

  /** A port that nobody listens on, and that the kernel gives to no one who asks for any. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      if (!ListeningPorts.onHost(port)) {
        return port;
      }
    }
  }

  /** Where checks run. */
  Path work() {
    return work;
  }

  TrialBox within(Duration ready, Duration whole) {
    limits = new Trials.Limits(ready, whole);
    return this;
  }

  /** No more processes than that in a container. */
  TrialBox with(long processes) {
    limits = new Trials.Limits(limits.ready(), limits.whole(), false, processes);
    return this;
  }

  TrialBox over(ContainerNetwork chosen) {
    network = chosen;
    return this;
  }

  TrialBox mounting(Path source, String target) {
    mounts.add(new ContainerMount.Host(source, target, false));
    return this;
  }

  Subject subject(UnaryOperator<ImageConfigBuilder> config) throws IOException {
    byte[] tar =
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX))
            .symlink("bin/sh", "busybox")
            .symlink("bin/cat", "busybox")
            .symlink("bin/httpd", "busybox")
            .dir("etc/", 0755)
            .file("etc/passwd", 0644, "root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n")
            .dir("srv/", 0755)
            .file("srv/index.html", 0644, "front page\n")
            .file("srv/other.txt", 0644, "other\n")
            .bytes();
    LayerFolders.Unpacked layer =
        new LayerFolders(folder.resolve("layers"))
            .of(new LayerFolders.Packed(Digest.sha256(tar), Content.of(tar)), List.of());
    ImageConfig made = config.apply(ImageConfig.builder().env(List.of("PATH=/bin"))).build();
    return new Subject(
        "box",
        List.of(layer),
        made,
        LayeredTree.fromLayers(List.of(new LayerTar(Content.of(tar), "layer", ""))));
  }

  Subject running(String script) throws IOException {
    return subject(config -> config.cmd(List.of("/bin/sh", "-c", script)));
  }

  RunOptions options(String... arguments) {
    return new RunOptions(
        mounts,
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty(),
        network,
        Optional.empty(),
        false,
        List.of(arguments));
  }

  Trials trials() {
    return new Trials(
        Containers.available(RUNC, folder.resolve("work")),
        limits,
        new CheckPlace(work, environment, log::add));
  }

  /** Starts containers of an image as it is. */
  SubjectStarter starter(Subject subject) {
    return new SubjectStarter(
        Containers.available(RUNC, folder.resolve("work")),
        subject,
        options(),
        new Watch.Nothing(),
        ContainerLimits.USUAL);
  }

  Verdict untraced(Subject subject, Drive... drives) {
    return trials()
        .run(subject, List.of(new Scenario("run", options(), Arrays.asList(drives))), false);
  }

  Verdict traced(Subject subject, Drive... drives) {
    return trials()
        .run(subject, List.of(new Scenario("run", options(), Arrays.asList(drives))), true);
  }

  /** A check that is a script of sh. */
  Drive.Check script(String text) throws IOException {
    Path file = Files.createTempFile(work, "check", ".sh");
    Files.writeString(file, text);
    return new Drive.Check(List.of("sh", file.toString()));
  }

  /** Whether nothing is left of what was run. */
  boolean isEmpty() throws IOException {
    try (var all = Files.walk(folder.resolve("work"), 2)) {
      return all.noneMatch(each -> each.getFileName().toString().matches("[0-9]+(-check)?"));
    }
  }
}
