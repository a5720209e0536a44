package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TreeDump;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TreeRunTest {
  @TempDir Path folder;

  @Test
  void x() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path busybox = Path.of("/bin/busybox");
    MemoryTree tree =
        MemoryTree.builder()
            .put(
                ImagePath.of("/bin/sh"),
                new Entry.RegularFile(
                    Attributes.of(0755), Content.of(busybox, Files.size(busybox)), 0))
            .put(
                ImagePath.of("/f"),
                new Entry.RegularFile(
                    Attributes.of(04755).withOwner(42, 65534), Content.of(new byte[3]), 0))
            .build();
    Path result = folder.resolve("result.tar");
    Run run =
        Run.of(
            root,
            List.of(
                "/bin/sh",
                "-c",
                "busybox ls -ln /f; echo hi >/g; busybox chown 33:33 /g; busybox ps; busybox cat /proc/self/uid_map"),
            Duration.ofSeconds(10));
    RunResult ran = Sandbox.available().run(new TreeRun(tree, run, IdMap.ofCaller(), result));
    System.out.println(new String(ran.stdout(), StandardCharsets.UTF_8));
    System.out.println(new String(ran.stderr(), StandardCharsets.UTF_8));
    System.out.println(ran.ending());
    System.out.println(
        TreeDump.dump(
            LayeredTree.fromLayers(
                List.of(new LayerTar(Content.of(result, Files.size(result)), "r", "")))));
    assertThat(true).isTrue();
  }
}
