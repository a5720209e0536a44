package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes in containers: how they start, end and are ended. */
@Timeout(60)
class ContainersTest {
  @TempDir Path folder;

  private BusyboxContainers box;

  @BeforeEach
  void aRootWithBusybox() throws IOException {
    box = BusyboxContainers.in(folder);
  }

  @Test
  void theUserHasItsGroupsAndNoCapabilities() throws Exception {
    Container root =
        box.script("busybox id; busybox grep CapEff /proc/self/status; pwd; busybox ls -ldn .");
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

    try (ContainerResult result = box.run(container)) {
      assertThat(box.said())
          .startsWith(
              """
              uid=1000 gid=1001 groups=5,6,1001
              CapEff:\t0000000000000000
              /made/here
              drwxr-xr-x\
              """);
      assertThat(box.dump(box.changes(result).orElseThrow())).contains("/made/here: dir 0755\n");
    }
  }

  @Test
  void aMissingProgramEndsAsInAShell() {
    Container good = box.script("true");
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

    try (ContainerResult result = box.run(container)) {
      assertThat(result.ending()).isEqualTo(new Ending.Exited(127));
      assertThat(box.complaints()).contains("/no/such");
    }
  }

  @Test
  void aRootOfNothingButAProgramIsEnough() throws Exception {
    box.layers().clear();
    box.layer(new TarBuilder().file("sh", 0755, Files.readAllBytes(BusyboxContainers.BUSYBOX)));
    Container container =
        new Container(
            box.layers(),
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

    box.says(container, "dev\netc\nproc\nsh\nsys\n");
  }

  @Test
  void anInterruptEndsTheContainer() throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                box.run(box.script("echo started; busybox sleep 1234567")).close();
              } catch (KobakoException e) {
                thrown.add(e);
              }
            });
    while (!box.said().contains("started")) {
      Thread.sleep(10);
    }
    thread.interrupt();
    thread.join();

    assertThat(thrown).singleElement().asString().contains("interrupted");
    assertThat(ProcessHandle.allProcesses().map(each -> each.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains("1234567"));
  }
}
