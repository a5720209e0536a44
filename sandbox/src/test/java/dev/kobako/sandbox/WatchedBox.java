package dev.kobako.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** An image of busybox and of programs that tests compile, and what comes of running it. */
final class WatchedBox {
  static final Duration LONG = Duration.ofSeconds(60);

  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");

  private final Path folder;
  private final List<LayerFolders.Packed> packed = new ArrayList<>();
  private final List<LayerFolders.Unpacked> layers = new ArrayList<>();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final List<FileCall> asked = Collections.synchronizedList(new ArrayList<>());

  WatchedBox(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    this.folder = folder;
    layer(
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX))
            .symlink("bin/sh", "busybox")
            .dir("etc/", 0755)
            .file("etc/passwd", 0644, "root:x:0:0::/:/bin/sh\nother:x:7:7::/:/bin/sh\n")
            .symlink("etc/link", "passwd")
            .symlink("etc/loop", "loop")
            .symlink("etc/absolute", "/passwd")
            .dir("tmp/", 01777));
  }

  private void layer(TarBuilder tar) {
    byte[] bytes = tar.bytes();
    LayerFolders.Packed layer = new LayerFolders.Packed(Digest.sha256(bytes), Content.of(bytes));
    layers.add(new LayerFolders(folder.resolve("layers")).of(layer, packed));
    packed.add(layer);
  }

  /** Adds /bin/NAME, built from NAME.c beside this class. */
  void compile(String name, String... options) throws Exception {
    Path source = folder.resolve(name + ".c");
    try (var in = Objects.requireNonNull(WatchedBox.class.getResourceAsStream(name + ".c"))) {
      Files.write(source, in.readAllBytes());
    }
    Path program = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("gcc", "-static", "-w"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", program.toString(), source.toString()));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is needed to build " + name);
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(gcc.getInputStream().readAllBytes(), UTF_8);
    assumeTrue(gcc.waitFor() == 0, "gcc can't build " + name + ": " + said);
    layer(new TarBuilder().file("bin/" + name, 0755, Files.readAllBytes(program)));
  }

  /** Adds a program of this machine with the libraries that ldd(1) names. */
  void fromHost(String program) throws Exception {
    Process ldd = new ProcessBuilder("ldd", program).redirectErrorStream(true).start();
    TarBuilder tar = new TarBuilder();
    List<String> files = new ArrayList<>(List.of(program));
    for (String line : new String(ldd.getInputStream().readAllBytes(), UTF_8).lines().toList()) {
      Stream.of(line.trim().split(" ")).filter(each -> each.startsWith("/")).forEach(files::add);
    }
    assumeTrue(ldd.waitFor() == 0, program + " is needed, with libraries");
    for (String each : files) {
      tar.file(each.substring(1), 0755, Files.readAllBytes(Path.of(each)));
    }
    layer(tar);
  }

  StartedContainer start(Streams streams, Watch watch, String... command) {
    return startBy(RUNC, streams, watch, command);
  }

  /** The same by another program than runc. */
  StartedContainer startBy(Path runtime, Streams streams, Watch watch, String... command) {
    Container container =
        new Container(
            layers,
            List.of(command),
            List.of("PATH=/bin"),
            "/",
            ContainerUser.ROOT,
            ProcessRights.USUAL,
            List.of(),
            new ContainerNetwork.None(),
            "box",
            NameLookup.USUAL,
            ContainerLimits.USUAL);
    return Containers.available(runtime, folder.resolve("work"))
        .start(container, false, streams, watch);
  }

  StartedContainer script(Watch watch, String script) {
    return start(captured(), watch, "/bin/sh", "-c", script);
  }

  /** Runs a command to its good end. */
  void watch(String... command) {
    try (StartedContainer started = start(captured(), files(), command)) {
      assertThat(started.await(LONG)).as(said()).contains(new Ending.Exited(0));
    }
  }

  Watch files() {
    return new Watch.Files(asked::add);
  }

  Streams captured() {
    return new Streams.Captured(output, output);
  }

  String said() {
    return output.toString(UTF_8);
  }

  /** Waits until a text has been said. */
  void awaitSaid(String text) throws InterruptedException {
    while (!said().contains(text)) {
      Thread.sleep(5); // bounded by the test's timeout
    }
  }

  List<FileCall> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** What a program asked, a line a call, in order: kind, path, "~" for a link itself, target. */
  List<String> askedBy(String program) {
    return asked().stream()
        .filter(each -> each.program().equals(program))
        .map(WatchedBox::line)
        .toList();
  }

  private static String line(FileCall call) {
    Optional<String> led = call.led();
    return call.kind()
        + " "
        + call.path()
        + (call.follows() ? "" : " ~")
        + led.map(each -> each.equals(call.path()) ? " there" : " -> " + each).orElse(" none")
        + (call.arguments().isEmpty() ? "" : " " + call.arguments());
  }

  Path folder() {
    return folder;
  }
}
