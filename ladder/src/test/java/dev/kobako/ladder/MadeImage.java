package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.check.Trace;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.ExpansionLimit;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.UnpackedLayers;
import dev.kobako.sandbox.FileCall;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.MemoryTree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** An image of layers that a test describes, in a folder of its own. */
final class MadeImage implements LaidOut {
  private final Path folder;
  private final UnpackedLayers unpacked;
  private final LayerFolders folders;
  private ImageAssembly assembly = ImageAssembly.scratch(ImageConfig.builder().build());

  MadeImage(Path folder) {
    this.folder = folder;
    this.unpacked = new UnpackedLayers(folder.resolve("tars"), ExpansionLimit.DEFAULT);
    this.folders = new LayerFolders(folder.resolve("layers"));
  }

  /** One more layer, and what made it. */
  MadeImage layer(String instruction, TarBuilder tar) {
    byte[] bytes = tar.bytes();
    Layer layer = LayerWriter.write(staging(), Compression.GZIP, out -> out.write(bytes));
    assembly = assembly.plus(layer, HistoryEntry.of(Instant.EPOCH, instruction));
    return this;
  }

  MadeImage config(UnaryOperator<ImageConfigBuilder> change) {
    assembly = assembly.with(change.apply(assembly.config().toBuilder()).build());
    return this;
  }

  Path staging() {
    return folder;
  }

  Image image() {
    return assembly.image(Instant.EPOCH);
  }

  Original original() {
    return Original.of("app", image(), this);
  }

  @Override
  public List<Content> tars(List<Layer> layers) {
    return unpacked.tars(layers);
  }

  @Override
  public List<LayerFolders.Unpacked> folders(List<Layer> layers) {
    List<LayerFolders.Packed> packed =
        layers.stream()
            .map(layer -> new LayerFolders.Packed(layer.diffId(), unpacked.tar(layer)))
            .toList();
    List<LayerFolders.Unpacked> all = new ArrayList<>();
    for (int i = 0; i < packed.size(); i++) {
      all.add(folders.of(packed.get(i), packed.subList(0, i)));
    }
    return all;
  }

  @Override
  public LayerFolders.NewLayer layOut(MemoryTree tree) {
    return folders.layOut(tree);
  }

  /** A trace in which {@code /bin/app} opened these paths. */
  static Trace opened(String... paths) {
    TreeMap<String, Asked> asked = new TreeMap<>();
    Arrays.stream(paths)
        .map(path -> asked(path, FileCall.Kind.OPEN))
        .forEach(each -> asked.put(each.path(), each));
    return new Trace(asked, Set.of());
  }

  static Asked asked(String path, FileCall.Kind kind) {
    return new Asked(path, Set.of(kind), true, "/bin/app", kind != FileCall.Kind.LOOK);
  }
}
