package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Layer;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.TarReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The layers that containers leave. */
@Timeout(60)
class ContainerChangesTest {
  @TempDir Path folder;

  private BusyboxContainers box;

  @BeforeEach
  void aRootWithBusybox() throws IOException {
    box = BusyboxContainers.in(folder);
  }

  @Test
  void aCommandChangesItsRoot() throws Exception {
    try (ContainerResult result =
        box.run(
            box.script(
                "echo hello; echo oops >&2; busybox rm /gone; busybox rm -r /d; busybox mkdir /d;"
                    + " echo new > /d/new; busybox mkdir -p /a/b; exit 3"))) {
      Optional<Layer> changes = box.changes(result);

      assertThat(box.complaints()).isEqualTo("oops\n");
      assertThat(box.said()).isEqualTo("hello\n");
      assertThat(result.ending()).isEqualTo(new Ending.Exited(3));
      assertThat(box.dump(changes.orElseThrow()).replaceAll("(/bin/sh: file 0755) .*", "$1"))
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

  @Test
  void aCommandThatChangesNothingLeavesNoLayer() throws Exception {
    box.layer(new TarBuilder().dir("dev", 0755).dir("proc", 0755).dir("sys", 0755));
    Path staging = folder.resolve("staging");
    try (ContainerResult result = box.run(box.script("echo x > /d/x; busybox rm /d/x"))) {
      assertThat(box.changes(result)).isEmpty();
    }
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void whatIsCopiedWithoutAChangeIsNotInTheLayerUnlessItGotAnotherName() throws Exception {
    box.layer(
        new TarBuilder()
            .dir("dev", 0755)
            .dir("proc", 0755)
            .dir("sys", 0755)
            .dir("d/", 0711)
            .file("d/a b", 0644, "a")
            .hardlink("d/c", "d/a b"));
    try (ContainerResult result =
        box.run(
            box.script(
                "busybox chown -R 0:0 /d; busybox ln '/d/a b' /new; busybox touch -d @5 /d/one;"
                    + " echo 1 > /d/two; busybox touch -d @0 /d/two"))) {
      Layer changes = box.changes(result).orElseThrow();
      StringBuilder names = new StringBuilder();
      try (TarReader reader = new TarReader(changes.blob(), "changes")) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          names.append(next.get().name()).append(' ');
        }
      }
      assertThat(box.complaints()).isEmpty();
      assertThat(names.toString()).isEqualTo("d/ d/a b d/one d/two new ");
      assertThat(box.dump(changes))
          .contains("/d/a b: file 0644 ca978112", "/d/c: file 0644 ca978112", "/new: = /d/a b");
    }
  }
}
