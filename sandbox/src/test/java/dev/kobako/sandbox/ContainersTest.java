package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.image.StagedFile;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.TarReader;
import dev.kobako.tree.TreeDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs busybox, a static program, in containers. */
@Timeout(60)
class ContainersTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");

  @TempDir Path folder;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<LayerFolders.Unpacked> layers = new ArrayList<>();
  private final List<LayerFolders.Packed> below = new ArrayList<>();
  private final List<LayerTar> tars = new ArrayList<>();

  @BeforeEach
  void toolsAreNeeded() throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    layer(
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/sh", 0755, Files.readAllBytes(BUSYBOX))
            .dir("d/", 0711)
            .file("d/one", 0640, "1")
            .file("d/two", 0640, "2")
            .dir("etc/", 0755)
            .file("gone", 0644, ""));
  }

  private void layer(TarBuilder tar) {
    byte[] bytes = tar.bytes();
    LayerFolders.Packed packed = new LayerFolders.Packed(Digest.sha256(bytes), Content.of(bytes));
    layers.add(new LayerFolders(folder.resolve("layers")).of(packed, below));
    below.add(packed);
    tars.add(new LayerTar(Content.of(bytes), "layer", ""));
  }

  private Container script(String script, ContainerMount... mounts) {
    return new Container(
        layers,
        List.of("/bin/sh", "-c", script),
        List.of("PATH=/bin"),
        "/",
        ContainerUser.ROOT,
        ProcessRights.USUAL,
        List.of(mounts),
        new ContainerNetwork.None(),
        "box",
        NameLookup.USUAL,
        ContainerLimits.USUAL);
  }

  private ContainerResult run(Container container) {
    return Containers.available(RUNC, folder.resolve("work")).run(container, output, errors);
  }

  private String dump(Layer layer) throws IOException {
    List<LayerTar> all = new ArrayList<>(tars);
    all.add(new LayerTar(layer.blob(), "changes", ""));
    return TreeDump.dump(LayeredTree.fromLayers(all));
  }

  private String said() {
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCommandChangesItsRoot() throws Exception {
    try (ContainerResult result =
        run(
            script(
                "echo hello; echo oops >&2; busybox rm /gone; busybox rm -r /d; busybox mkdir /d;"
                    + " echo new > /d/new; busybox mkdir -p /a/b; exit 3"))) {
      Optional<Layer> changes = result.changes(folder.resolve("staging"), Optional.empty());

      assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("oops\n");
      assertThat(said()).isEqualTo("hello\n");
      assertThat(result.ending()).isEqualTo(new Ending.Exited(3));
      assertThat(dump(changes.orElseThrow()).replaceAll("(/bin/sh: file 0755) .*", "$1"))
          .isEqualTo(
              """
              /a: dir 0755
              /a/b: dir 0755
              /bin: dir 0755
              /bin/sh: file 0755
              /d: dir 0755
              /d/new: file 0644 7aa7a535
              /dev: dir 0755
              /etc: dir 0755
              /proc: dir 0755
              /sys: dir 0755
              """);
    }
    assertThat(folder.resolve("work")).isDirectoryNotContaining("glob:**/1");
  }

  private void says(Container container, String expected) throws Exception {
    try (ContainerResult result = run(container)) {
      assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
      assertThat(said()).isEqualTo(expected);
      assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
    }
  }

  @Test
  void aCommandThatChangesNothingLeavesNoLayer() throws Exception {
    layer(new TarBuilder().dir("dev", 0755).dir("proc", 0755).dir("sys", 0755));
    Path staging = folder.resolve("staging");
    try (ContainerResult result = run(script("echo x > /d/x; busybox rm /d/x"))) {
      assertThat(result.changes(staging, Optional.empty())).isEmpty();
    }
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void whatIsMountedLeavesNothing() throws Exception {
    Path host = Files.createDirectories(folder.resolve("host/deep"));
    Files.writeString(host.resolve("file"), "from the host");
    layer(new TarBuilder().dir("dev", 0755).dir("proc", 0755).dir("sys", 0755).symlink("l", "d"));
    Container container =
        script(
            "busybox cat /x/y/deep/file /l/file; echo; busybox cat /run/s; busybox ls /layers /m;"
                + " echo no > /layers/new; echo yes > /c/f; echo mem > /m/mem; busybox stat -c '%a"
                + " %u:%g' /c /run/s /m; echo no 2>/dev/null > /x/y/deep/file",
            new ContainerMount.Host(StagedFile.folderOf(host), "/x/y", true),
            new ContainerMount.Host(host.resolve("file"), "/l/file", true),
            new ContainerMount.Layers(layers, "/l", "/layers", false),
            new ContainerMount.Cache(
                folder.resolve("cache"), "/c", false, List.of(), "", 01750, 5, 6),
            new ContainerMount.File(
                "secret\n".getBytes(StandardCharsets.UTF_8), "/run/s", 0400, 7, 8),
            new ContainerMount.Tmpfs("/m", 1 << 20));

    try (ContainerResult result = run(container)) {
      assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
      assertThat(said())
          .isEqualTo(
              """
              from the hostfrom the host
              secret
              /layers:
              one
              two

              /m:
              1750 5:6
              400 7:8
              1777 0:0
              """);
      assertThat(result.changes(folder.resolve("staging"), Optional.empty())).isEmpty();
    }
    assertThat(folder.resolve("cache/fs/f")).hasContent("yes");
    assertThat(host.resolve("file")).hasContent("from the host");
  }

  @Test
  void systemCallsAreThoseThatDockerAllows() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is needed to build the probe");
    Path source = folder.resolve("calls.c");
    try (var in = Objects.requireNonNull(ContainersTest.class.getResourceAsStream("calls.c"))) {
      Files.write(source, in.readAllBytes());
    }
    Path probe = folder.resolve("calls");
    Process gcc =
        new ProcessBuilder("gcc", "-static", "-o", probe.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    layer(new TarBuilder().file("calls", 0755, Files.readAllBytes(probe)));

    says(
        script("/calls"),
        """
        socket AF_UNIX: ok
        socket AF_VSOCK: EPERM
        socket AF_ALG: EPERM
        personality query: ok
        personality ADDR_NO_RANDOMIZE: EPERM
        unshare user: EPERM
        clone user: EPERM
        clone3: ENOSYS
        mount: EPERM
        keyctl: EPERM
        bpf: EPERM
        io_uring_setup: EPERM
        chroot: ok
        getpid: ok
        """);
  }

  @Test
  void capabilitiesAndLimitsAreDockers() throws Exception {
    says(
        script(
            "busybox grep -E 'Cap(Prm|Eff|Bnd|Amb)|NoNew' /proc/self/status; ulimit -n; umask;"
                + " hostname; busybox grep -c . /proc/net/dev; busybox cat /etc/hosts;"
                + " echo x 2>/dev/null > /proc/sys/kernel/hostname || echo read-only;"
                + " busybox wc -c < /proc/keys; echo $$"),
        """
        CapPrm:\t00000000a80425fb
        CapEff:\t00000000a80425fb
        CapBnd:\t00000000a80425fb
        CapAmb:\t0000000000000000
        NoNewPrivs:\t0
        1024
        0022
        box
        3
        127.0.0.1\tlocalhost box
        ::1\tlocalhost ip6-localhost ip6-loopback
        read-only
        0
        1
        """);
  }

  @Test
  void theUserHasItsGroupsAndNoCapabilities() throws Exception {
    Container root =
        script("busybox id; busybox grep CapEff /proc/self/status; pwd; busybox ls -ldn .");
    Container container =
        new Container(
            root.layers(),
            root.command(),
            root.environment(),
            "/made/here",
            new ContainerUser(1000, 1001, List.of(5, 6)),
            ProcessRights.USUAL,
            List.of(),
            new ContainerNetwork.Host(),
            "box",
            NameLookup.USUAL,
            ContainerLimits.USUAL);

    try (ContainerResult result = run(container)) {
      assertThat(said())
          .startsWith(
              """
              uid=1000 gid=1001 groups=5,6,1001
              CapEff:\t0000000000000000
              /made/here
              drwxr-xr-x\
              """);
      assertThat(dump(result.changes(folder.resolve("staging"), Optional.empty()).orElseThrow()))
          .contains("/made/here: dir 0755\n");
    }
  }

  @Test
  void aMissingProgramEndsAsInAShell() {
    Container good = script("true");
    Container container =
        new Container(
            good.layers(),
            List.of("/no/such"),
            good.environment(),
            "/",
            good.user(),
            ProcessRights.USUAL,
            List.of(),
            good.network(),
            "box",
            NameLookup.USUAL,
            ContainerLimits.USUAL);

    try (ContainerResult result = run(container)) {
      assertThat(result.ending()).isEqualTo(new Ending.Exited(127));
      assertThat(errors.toString(StandardCharsets.UTF_8)).contains("/no/such");
    }
  }

  @Test
  void aRootOfNothingButAProgramIsEnough() throws Exception {
    layers.clear();
    layer(new TarBuilder().file("sh", 0755, Files.readAllBytes(BUSYBOX)));
    Container container =
        new Container(
            layers,
            List.of("/sh", "-c", "busybox ls /"),
            List.of(),
            "/",
            ContainerUser.ROOT,
            ProcessRights.USUAL,
            List.of(),
            new ContainerNetwork.None(),
            "box",
            NameLookup.USUAL,
            ContainerLimits.USUAL);

    says(container, "dev\netc\nproc\nsh\nsys\n");
  }

  @Test
  void aLayerThatLeavesADirectoryOutTakesItFromThoseBelow() throws Exception {
    layer(new TarBuilder().file("d/three", 0644, "3").symlink("l", "d"));
    layer(new TarBuilder().file("l/four", 0644, "4"));

    says(
        script("busybox stat -c %a /d; busybox ls /l/; busybox readlink /l"),
        "711\nfour\none\nthree\ntwo\nd\n");
  }

  @Test
  void whatIsCopiedWithoutAChangeIsNotInTheLayerUnlessItGotAnotherName() throws Exception {
    layer(
        new TarBuilder()
            .dir("dev", 0755)
            .dir("proc", 0755)
            .dir("sys", 0755)
            .dir("d/", 0711)
            .file("d/a b", 0644, "a")
            .hardlink("d/c", "d/a b"));
    try (ContainerResult result =
        run(
            script(
                "busybox chown -R 0:0 /d; busybox ln '/d/a b' /new; busybox touch -d @5 /d/one;"
                    + " echo 1 > /d/two; busybox touch -d @0 /d/two"))) {
      Layer changes = result.changes(folder.resolve("staging"), Optional.empty()).orElseThrow();
      StringBuilder names = new StringBuilder();
      try (TarReader reader = new TarReader(changes.blob(), "changes")) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          names.append(next.get().name()).append(' ');
        }
      }
      assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
      assertThat(names.toString()).isEqualTo("d/ d/a b d/one d/two new ");
      assertThat(dump(changes))
          .contains("/d/a b: file 0644 ca978112", "/d/c: file 0644 ca978112", "/new: = /d/a b");
    }
  }

  @Test
  void aLayerMayBeThereTwice() throws Exception {
    layer(new TarBuilder().file("twice", 0644, "first"));
    layer(new TarBuilder().whiteout("twice"));
    layer(new TarBuilder().file("twice", 0644, "first"));

    says(script("busybox cat /twice"), "first");
  }

  @Test
  void manyLayersFitIntoOneMount() throws Exception {
    for (int i = 0; i < 140; i++) {
      Path made = Files.createDirectory(folder.resolve("layer-" + i));
      Files.createFile(made.resolve("f" + i));
      layers.add(new LayerFolders.Unpacked(Digest.sha256(new byte[] {(byte) i}), made));
    }
    says(script("busybox ls / | busybox grep -c ^f"), "140\n");
  }

  @Test
  void aMissingSourceOfAMountIsSaid() {
    Container container = script("true", new ContainerMount.Layers(layers, "/no/such", "/x", true));

    assertThatThrownBy(() -> run(container))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "sandbox: a container can't be set up: not found: /no/such\n"
                + "remedy: inside a container, start it with --privileged or run kobako on the host");
    assertThat(folder.resolve("work")).isDirectoryNotContaining("glob:**/1");
  }

  @Test
  void anInterruptEndsTheContainer() throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                run(script("echo started; busybox sleep 1234567")).close();
              } catch (KobakoException e) {
                thrown.add(e);
              }
            });
    while (!said().contains("started")) {
      Thread.sleep(10);
    }
    thread.interrupt();
    thread.join();

    assertThat(thrown).singleElement().asString().contains("interrupted");
    assertThat(ProcessHandle.allProcesses().map(each -> each.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains("1234567"));
  }
}
