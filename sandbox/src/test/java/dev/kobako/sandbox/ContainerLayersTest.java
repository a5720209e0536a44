package dev.kobako.sandbox;

import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a container sees of the layers of its root. */
@Timeout(60)
class ContainerLayersTest {
  @TempDir Path folder;

  private BusyboxContainers box;

  @BeforeEach
  void aRootWithBusybox() throws IOException {
    box = BusyboxContainers.in(folder);
  }

  @Test
  void aLayerThatLeavesADirectoryOutTakesItFromThoseBelow() throws Exception {
    box.layer(new TarBuilder().file("d/three", 0644, "3").symlink("l", "d"));
    box.layer(new TarBuilder().file("l/four", 0644, "4"));

    box.says(
        box.script("busybox stat -c %a /d; busybox ls /l/; busybox readlink /l"),
        "711\nfour\none\nthree\ntwo\nd\n");
  }

  @Test
  void aLayerMayBeThereTwice() throws Exception {
    box.layer(new TarBuilder().file("twice", 0644, "first"));
    box.layer(new TarBuilder().whiteout("twice"));
    box.layer(new TarBuilder().file("twice", 0644, "first"));

    box.says(box.script("busybox cat /twice"), "first");
  }

  @Test
  void manyLayersFitIntoOneMount() throws Exception {
    for (int i = 0; i < 140; i++) {
      Path made = Files.createDirectory(folder.resolve("layer-" + i));
      Files.createFile(made.resolve("f" + i));
      box.layers().add(new LayerFolders.Unpacked(made));
    }
    box.says(box.script("busybox ls / | busybox grep -c ^f"), "140\n");
  }
}
