package dev.kobako.sandbox;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.TreeDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs a script over busybox in a JVM of its own, for tests that need another user or a process to
 * be killed. Prints what the script says, how it ended and the tree of its changes.
 */
final class ContainerTrial {
  private ContainerTrial() {}

  /**
   * Arguments: a folder, the script, {@code own} for a network of its own or {@code watched} to be
   * told what it opens rather than what it changes.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    byte[] busybox = Files.readAllBytes(Path.of("/bin/busybox"));
    byte[] tar =
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/sh", 0755, busybox)
            .dir("etc/", 0755)
            .owner(42, 65_534)
            .file("owned", 04755, "x")
            .charDevice("null", 0666, 1, 3)
            .bytes();
    Digest diffId = Digest.sha256(tar);
    LayerFolders.Unpacked layer =
        new LayerFolders(folder.resolve("layers"))
            .of(new LayerFolders.Packed(diffId, Content.of(tar)), List.of());
    Container container =
        new Container(
            List.of(layer),
            List.of("/bin/sh", "-c", arguments[1]),
            List.of("PATH=/bin"),
            "/",
            ContainerUser.ROOT,
            ProcessRights.USUAL,
            List.of(),
            arguments.length > 2 && arguments[2].equals("own")
                ? new ContainerNetwork.Own(List.of())
                : new ContainerNetwork.None(),
            "box",
            NameLookup.USUAL,
            ContainerLimits.USUAL);
    Containers containers = Containers.available(Path.of("/usr/sbin/runc"), folder.resolve("work"));
    containers.limits().ifPresent(System.out::println);
    if (arguments.length > 2 && arguments[2].equals("watched")) {
      watch(containers, container);
      return;
    }
    ContainerResult result = containers.run(container, System.out, System.out);
    try (result) {
      System.out.println(result.ending());
      Optional<Layer> changes = result.changes(folder.resolve("staging"), Optional.empty());
      if (changes.isPresent()) {
        LayerTar before = new LayerTar(Content.of(tar), "layer", "");
        LayerTar changed = new LayerTar(changes.get().blob(), "changes", "");
        String dump = TreeDump.dump(LayeredTree.fromLayers(List.of(before, changed)));
        System.out.print(dump.replaceAll("/bin.*\n", ""));
      }
    }
  }

  private static void watch(Containers containers, Container container) {
    Watch opened =
        new Watch.Files(call -> {
          if (call.kind() == FileCall.Kind.OPEN) {
            System.out.println(call.path() + " -> " + call.led().orElse("nothing"));
          }
        });
    Streams ours = new Streams.Captured(System.out, System.out);
    try (StartedContainer started = containers.start(container, false, ours, opened)) {
      System.out.println(started.await(Duration.ofSeconds(60)).orElseThrow());
    }
  }
}
