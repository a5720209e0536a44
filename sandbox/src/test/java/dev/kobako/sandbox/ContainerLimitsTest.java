package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What containers may use, and what their processes may do, as the kernel sees it. */
@Timeout(60)
class ContainerLimitsTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");
  private static final ProcessRights USUAL = ProcessRights.USUAL;
  private static final int NET_ADMIN = 12;

  @TempDir Path folder;

  private List<LayerFolders.Unpacked> layers = List.of();

  @BeforeEach
  void toolsAreNeeded() throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
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

  private String said(String script, ProcessRights rights, ContainerLimits limits) {
    Container container =
        new Container(
            layers,
            List.of("/bin/sh", "-c", script),
            List.of("PATH=/bin"),
            "/",
            ContainerUser.ROOT,
            rights,
            List.of(),
            new ContainerNetwork.None(),
            "box",
            NameLookup.USUAL,
            limits);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (ContainerResult result =
        Containers.available(RUNC, folder.resolve("work")).run(container, output, output)) {
      assertThat(result.ending()).isInstanceOf(Ending.Exited.class);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachProcessHasItsLimitsAndDevShmItsSize() {
    ProcessRights rights =
        USUAL.withLimits(
            List.of(ResourceLimit.parse("nofile=77:99"), ResourceLimit.parse("core=-1")));

    assertThat(
            said(
                "ulimit -n; ulimit -Hn; ulimit -c; busybox df -k /dev/shm | busybox tail -n 1",
                rights,
                new ContainerLimits(0, 0, 0, 1 << 20)))
        .startsWith("77\n99\nunlimited\nshm                       1024 ");
  }

  @Test
  void capabilitiesAreAddedAndTakenAway() {
    String script = "busybox grep CapEff /proc/self/status";

    assertThat(said(script, USUAL, ContainerLimits.USUAL)).isEqualTo("CapEff:\t00000000a80425fb\n");
    assertThat(
            said(script, USUAL.with(List.of("net_admin"), List.of("all")), ContainerLimits.USUAL))
        .isEqualTo(String.format("CapEff:\t%016x\n", 1L << NET_ADMIN));
    assertThat(
            said(
                script,
                USUAL.with(List.of("CAP_NET_ADMIN"), List.of("CHOWN")),
                ContainerLimits.USUAL))
        .isEqualTo("CapEff:\t00000000a80435fa\n");
    assertThatThrownBy(() -> USUAL.with(List.of("FLY"), List.of()))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "--cap-add FLY: there is no such capability\n"
                + "remedy: write a name of capabilities(7), such as NET_ADMIN, or ALL");
  }

  @Test
  void aControlGroupHoldsMemoryAndProcessesTogetherAndIsRemoved() throws Exception {
    ContainerLimits limits = new ContainerLimits(32 << 20, 500, 10, 0);
    assumeTrue(
        Containers.unlimited(limits).isEmpty(),
        () -> "control groups are needed: " + Containers.unlimited(limits).orElse(""));

    // The kernel may kill the shell with its child; then only one of these is said.
    assertThat(said("busybox tail -c 64m /dev/zero >/dev/null; echo $?", USUAL, limits))
        .containsAnyOf("137\n", "Killed");
    assertThat(said("for i in $(busybox seq 40); do busybox sleep 1 & done", USUAL, limits))
        .contains("can't fork");
    Path memory = ControlGroupFolders.ofCaller().parent(ControlledLimit.MEMORY).orElseThrow();
    try (var groups = Files.newDirectoryStream(memory, "kobako-*")) {
      for (Path each : groups) {
        // another test's, with somebody in it
        assertThat(each.resolve("cgroup.procs")).isNotEmptyFile();
      }
    }
  }

  @Test
  void aLimitIsReadAsDockersUsersWriteIt() {
    assertThat(ResourceLimit.parse("nproc=5")).isEqualTo(new ResourceLimit("nproc", 5, 5));
    assertThat(ResourceLimit.parse("core=0:unlimited"))
        .isEqualTo(new ResourceLimit("core", 0, ResourceLimit.NONE));
    assertThatThrownBy(() -> ResourceLimit.parse("nofile=9:8"))
        .hasMessage(
            "--ulimit nofile=9:8: the soft limit is above the hard one\n"
                + "remedy: write --ulimit nofile=1024:4096");
  }
}
