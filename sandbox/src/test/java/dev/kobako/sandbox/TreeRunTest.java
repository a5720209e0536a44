package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TreeDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs busybox, a static program, in trees. */
@Timeout(60)
class TreeRunTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final long IN_MEMORY = 64 << 20;
  private static final long ON_DISK = 0;

  @TempDir Path folder;

  @BeforeEach
  void busyboxIsNeeded() {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "only root has all ids without /etc/subuid, and can change to another user");
  }

  private static MemoryTree.Builder tree() throws IOException {
    return MemoryTree.builder()
        .put(
            ImagePath.of("/bin/sh"),
            new Entry.RegularFile(
                Attributes.of(0755), Content.of(BUSYBOX, Files.size(BUSYBOX)), 0));
  }

  private static Entry.RegularFile file(int mode, int uid, int gid, long inode, String text) {
    return new Entry.RegularFile(
        Attributes.of(mode).withOwner(uid, gid),
        Content.of(text.getBytes(StandardCharsets.UTF_8)),
        inode);
  }

  private Run script(String script) throws IOException {
    return Run.of(
        Files.createTempDirectory(folder, "root"),
        List.of("/bin/sh", "-c", script),
        Duration.ofSeconds(20));
  }

  private TreeRun inTree(MemoryTree tree, Run run) {
    return new TreeRun(tree, run, IdMap.ofCaller(), folder.resolve("result.tar"));
  }

  private static String dump(TreeRun run) throws IOException {
    Content tar = Content.of(run.result(), Files.size(run.result()));
    return TreeDump.dump(LayeredTree.fromLayers(List.of(new LayerTar(tar, "result", ""))));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void changes(Sandbox sandbox, IdMap ids, long size) throws IOException {
    MemoryTree tree =
        tree()
            .put(ImagePath.of("/a"), file(04755, 42, 65_534, 1, "one"))
            .put(ImagePath.of("/b"), file(04755, 42, 65_534, 1, "one"))
            .put(ImagePath.of("/gone"), file(0600, 0, 0, 0, ""))
            .put(ImagePath.of("/locked/in"), file(0, 7, 7, 0, "x"))
            .put(ImagePath.of("/link"), new Entry.Symlink(Attributes.of(0777), "../a//b"))
            .put(ImagePath.of("/null"), new Entry.Device(Attributes.of(0666), false, 1, 3))
            .build();
    Run run =
        script(
            "busybox rm /gone && echo new >/new && busybox chown 33:34 /new"
                + " && busybox chmod 2640 /new && busybox mkfifo /pipe && busybox ls -ln /a");
    TreeRun treeRun = new TreeRun(tree, run, ids, run.root().resolveSibling("result.tar"));

    RunResult result = sandbox.run(treeRun, size);

    assertThat(text(result.stderr())).isEmpty();
    assertThat(text(result.stdout())).startsWith("-rwsr-xr-x    2 42       65534 ");
    assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
    assertThat(dump(treeRun).replaceAll("(/bin/sh: file 0755) .*", "$1"))
        .isEqualTo(
            """
            /a: file 4755 7692c3ad 42:65534
            /b: = /a
            /bin: dir 0755
            /bin/sh: file 0755
            /dev: dir 0755
            /link: symlink ../a//b
            /locked: dir 0755
            /locked/in: file 0000 2d711642 7:7
            /new: file 2640 7aa7a535 33:34
            /pipe: fifo 0644
            /proc: dir 0755
            """);
    assertThat(tree.entry(ImagePath.of("/gone"))).isPresent();
  }

  @Test
  void aCommandChangesATreeInMemory() throws Exception {
    changes(Sandbox.available(), IdMap.ofCaller(), IN_MEMORY);
  }

  @Test
  void aCommandChangesATreeOnDiskOfWhichNothingIsLeft() throws Exception {
    changes(Sandbox.available(), IdMap.ofCaller(), ON_DISK);

    try (var left = Files.walk(folder)) {
      assertThat(left.filter(path -> !path.equals(folder)))
          .satisfiesExactlyInAnyOrder(
              root -> assertThat(root).isEmptyDirectory(),
              result -> assertThat(result).hasFileName("result.tar"));
    }
  }

  /** In a mount namespace where /etc/subuid names the user, as usermod would have written it. */
  @Test
  void anOrdinaryUserWithSubordinateIdsMayToo() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/newuidmap")), "newuidmap is needed: install uidmap");
    Path home = Files.createTempDirectory(Path.of("/tmp"), "kobako-user-");
    try {
      Files.writeString(home.resolve("subuid"), "65534:200000:65536\n");
      Files.writeString(home.resolve("subgid"), "65534:300000:65536\n");
      Sandbox asNobody =
          Sandbox.through(
              List.of(
                  "/usr/bin/unshare",
                  "--mount",
                  "/bin/sh",
                  "-ec",
                  "mount --bind \"$0/subuid\" /etc/subuid; mount --bind \"$0/subgid\" /etc/subgid;"
                      + " exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"",
                  home.toString()));
      IdMap ids = IdMap.subordinate("nobody", 65_534, 65_534, home);
      folder = Files.createDirectory(home.resolve("work"));
      Files.setAttribute(folder, "unix:uid", 65_534);
      Files.setAttribute(home, "unix:uid", 65_534);

      changes(asNobody, ids, IN_MEMORY);

      assertThat(Files.getAttribute(folder.resolve("result.tar"), "unix:uid")).isEqualTo(65_534);
    } finally {
      FolderDeletion.delete(home);
    }
  }

  @Test
  void aFailingCommandIsAResultWithoutATar() throws Exception {
    TreeRun run = inTree(tree().build(), script("echo no >&2; exit 5"));

    RunResult result = Sandbox.available().run(run);

    assertThat(result.ending()).isEqualTo(new Ending.Exited(5));
    assertThat(text(result.stderr())).isEqualTo("no\n");
    assertThat(run.result()).doesNotExist();
  }

  @Test
  void theCommandSeesNoProcessAndNoFileOutside() throws Exception {
    TreeRun run =
        inTree(
            tree().build(),
            script("busybox ls -a / /proc/1/root/; busybox ps -o pid,args | busybox head -n 2"));

    assertThat(text(Sandbox.available().run(run).stdout()))
        .isEqualTo(
            """
            /:
            .
            ..
            bin
            dev
            proc

            /proc/1/root/:
            .
            ..
            bin
            dev
            proc
            PID   COMMAND
                1 /bin/sh -c busybox ls -a / /proc/1/root/; busybox ps -o pid,args | busybox head -n 2
            """);
  }

  @Test
  void daemonsEndWithTheCommand() throws Exception {
    TreeRun run = inTree(tree().build(), script("busybox sleep 1000 & exit 0"));

    assertThat(Sandbox.available().run(run).ending()).isEqualTo(new Ending.Exited(0));
  }

  @Test
  void theTimeoutLeavesNothing() throws Exception {
    Run slow = script("busybox sleep 1000");
    Run run =
        new Run(
            slow.root(),
            slow.command(),
            slow.environment(),
            "/",
            Duration.ofSeconds(1),
            new byte[0],
            true,
            List.of(),
            Network.NONE);
    TreeRun treeRun = inTree(tree().build(), run);

    assertThat(Sandbox.available().run(treeRun).ending()).isEqualTo(new Ending.TimedOut());
    assertThat(treeRun.result()).doesNotExist();
    assertThat(run.root()).isEmptyDirectory();
  }

  @Test
  void aTreeWhoseDevIsALinkIsRefused() throws Exception {
    MemoryTree tree =
        tree().put(ImagePath.of("/dev"), new Entry.Symlink(Attributes.of(0777), "/etc")).build();
    TreeRun run = inTree(tree, script(":"));

    assertThatThrownBy(() -> Sandbox.available().run(run))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/dev: nothing can be mounted here: /dev: is no directory\n"
                + "remedy: let the image have directories, not links, on the way to /dev");
  }

  @Test
  void aFileThatBecameShorterIsExplained() throws Exception {
    Path host = Files.writeString(folder.resolve("short"), "12");
    Entry file = new Entry.RegularFile(Attributes.of(0644), Content.of(host, 3), 0);
    TreeRun run = inTree(tree().put(ImagePath.of("/file"), file).build(), script(":"));

    assertThatThrownBy(() -> Sandbox.available().run(run))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "sandbox: a file of the tree can't be read: "
                + host
                + ": ends at byte 2, expected 3\n"
                + "remedy: try again; if it stays, remove kobako's caches");
    assertThat(run.result()).doesNotExist();
  }

  @Test
  void theHostsNetworkIsThereWhereItIsAskedFor() throws Exception {
    Run run =
        script(
                "busybox cat /proc/net/dev | busybox wc -l; busybox cmp /etc/hosts /copy && echo same")
            .withNetwork(Network.HOST)
            .withMounts(HostNetwork.mounts(folder));
    MemoryTree tree =
        tree()
            .put(
                ImagePath.of("/copy"), file(0644, 0, 0, 0, Files.readString(Path.of("/etc/hosts"))))
            .build();
    long devices = Files.readAllLines(Path.of("/proc/net/dev")).size();

    assertThat(text(Sandbox.available().run(inTree(tree, run)).stdout()))
        .isEqualTo(devices + "\nsame\n");
  }
}
