package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.TreeDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Containers whose root has busybox, a static program, as its shell, and a few files. */
final class BusyboxContainers {
  static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");

  private final Path folder;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<LayerFolders.Unpacked> layers = new ArrayList<>();
  private final List<LayerFolders.Packed> below = new ArrayList<>();
  private final List<LayerTar> tars = new ArrayList<>();

  private BusyboxContainers(Path folder) {
    this.folder = folder;
  }

  /** Working in a new folder; skips the test where containers can't run. */
  static BusyboxContainers in(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    BusyboxContainers box = new BusyboxContainers(folder);
    box.layer(
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/sh", 0755, Files.readAllBytes(BUSYBOX))
            .dir("d/", 0711)
            .file("d/one", 0640, "1")
            .file("d/two", 0640, "2")
            .dir("etc/", 0755)
            .file("gone", 0644, ""));
    return box;
  }

  /** Puts a layer on top. */
  void layer(TarBuilder tar) {
    byte[] bytes = tar.bytes();
    LayerFolders.Packed packed = new LayerFolders.Packed(Digest.sha256(bytes), Content.of(bytes));
    layers.add(new LayerFolders(folder.resolve("layers")).of(packed, below));
    below.add(packed);
    tars.add(new LayerTar(Content.of(bytes), "layer", ""));
  }

  /** All layers, the lowest first; may be changed. */
  List<LayerFolders.Unpacked> layers() {
    return layers;
  }

  Container script(String script, ContainerMount... mounts) {
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

  ContainerResult run(Container container) {
    return Containers.available(RUNC, folder.resolve("work")).run(container, output, errors);
  }

  /** What was written to standard output so far. */
  String said() {
    return output.toString(StandardCharsets.UTF_8);
  }

  /** What was written to standard error so far. */
  String complaints() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  /** Checks that a container says that and no more, and ends well. */
  void says(Container container, String expected) {
    try (ContainerResult result = run(container)) {
      assertThat(complaints()).isEmpty();
      assertThat(said()).isEqualTo(expected);
      assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
    }
  }

  /** What a container has changed, in a layer in the folder {@code staging}. */
  Optional<Layer> changes(ContainerResult result) {
    return result.changes(folder.resolve("staging"), Optional.empty());
  }

  /** The tree with a layer on top of all. */
  String dump(Layer layer) throws IOException {
    List<LayerTar> all = new ArrayList<>(tars);
    all.add(new LayerTar(layer.blob(), "changes", ""));
    return TreeDump.dump(LayeredTree.fromLayers(all));
  }
}
