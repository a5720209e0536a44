package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.StagedFile;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is mounted into containers. */
@Timeout(60)
class ContainerMountsTest {
  @TempDir Path folder;

  private BusyboxContainers box;

  @BeforeEach
  void aRootWithBusybox() throws IOException {
    box = BusyboxContainers.in(folder);
  }

  @Test
  void whatIsMountedLeavesNothing() throws Exception {
    Path host = Files.createDirectories(folder.resolve("host/deep"));
    Files.writeString(host.resolve("file"), "from the host");
    box.layer(
        new TarBuilder().dir("dev", 0755).dir("proc", 0755).dir("sys", 0755).symlink("l", "d"));
    Container container =
        box.script(
            "busybox cat /x/y/deep/file /l/file; echo; busybox cat /run/s; busybox ls /layers /m;"
                + " echo no > /layers/new; echo yes > /c/f; echo mem > /m/mem; busybox stat -c '%a"
                + " %u:%g' /c /run/s /m; echo no 2>/dev/null > /x/y/deep/file",
            new ContainerMount.Host(StagedFile.folderOf(host), "/x/y", true),
            new ContainerMount.Host(host.resolve("file"), "/l/file", true),
            new ContainerMount.Layers(box.layers(), "/l", "/layers", false),
            new ContainerMount.Cache(
                folder.resolve("cache"), "/c", false, List.of(), "", 01750, 5, 6),
            new ContainerMount.File(
                "secret\n".getBytes(StandardCharsets.UTF_8), "/run/s", 0400, 7, 8),
            new ContainerMount.Tmpfs("/m", 1 << 20));

    try (ContainerResult result = box.run(container)) {
      assertThat(box.complaints()).isEmpty();
      assertThat(box.said())
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
      assertThat(box.changes(result)).isEmpty();
    }
    assertThat(folder.resolve("cache/fs/f")).hasContent("yes");
    assertThat(host.resolve("file")).hasContent("from the host");
  }

  /** Containers that start at the same time make a cache at the same time; the first one stays. */
  @Test
  void aCacheThatOthersMakeAtTheMomentIsNoObstacle() throws Exception {
    Files.createDirectories(folder.resolve("cache/" + ContainerSetup.NAME));
    ContainerMount cache =
        new ContainerMount.Cache(folder.resolve("cache"), "/c", false, List.of(), "", 0755, 0, 0);
    List<Container> containers =
        List.of(
            box.script("echo 1 > /c/one", cache),
            box.script("echo 2 > /c/two", cache),
            box.script("echo 3 > /c/three", cache));

    List<Callable<Integer>> runs = new ArrayList<>();
    Containers all = Containers.available(Path.of("/usr/sbin/runc"), folder.resolve("work"));
    for (Container each : containers) {
      runs.add(() -> {
        try (ContainerResult result =
            all.run(each, OutputStream.nullOutputStream(), OutputStream.nullOutputStream())) {
          return result.ending() instanceof Ending.Exited(int code) ? code : -1;
        }
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(runs.size())) {
      for (Future<Integer> each : threads.invokeAll(runs)) {
        assertThat(each.get()).isZero();
      }
    }
    assertThat(folder.resolve("cache/fs")).isDirectoryContaining("glob:**/one");
    assertThat(folder.resolve("cache/fs")).isDirectoryContaining("glob:**/two");
    assertThat(folder.resolve("cache/fs")).isDirectoryContaining("glob:**/three");
  }

  @Test
  void aMissingSourceOfAMountIsSaid() {
    Container container =
        box.script("true", new ContainerMount.Layers(box.layers(), "/no/such", "/x", true));

    assertThatThrownBy(() -> box.run(container))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "sandbox: a container can't be set up: not found: /no/such\n"
                + "remedy: inside a container, start it with --privileged or run kobako on the host");
    assertThat(folder.resolve("work")).isDirectoryNotContaining("glob:**/1");
  }
}
