package dev.kobako.slim;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.InParallel;
import dev.kobako.image.Platform;
import dev.kobako.transfer.Homes;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.LayerPassage;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Opens what programs are taken from. */
public final class Sources {
  private final Homes homes;

  /** Sources whose images are found in these homes. */
  public Sources(Homes homes) {
    this.homes = homes;
  }

  /**
   * This machine.
   *
   * @param caller the environment of the caller; PATH and what loaders heed is taken from it
   */
  public static Source thisMachine(SortedMap<String, String> caller, String workingDirectory) {
    SortedMap<String, String> environment = decisive(caller);
    String path = caller.getOrDefault("PATH", "");
    environment.put("PATH", path.isEmpty() ? Source.DEFAULT_PATH : path);
    Tree tree = HostTree.of(Path.of("/"));
    return new Source(
        "this machine",
        tree,
        environment,
        workingDirectory,
        InstalledPackages.of(tree),
        Source.Kind.THIS_MACHINE);
  }

  /** An unpacked root file system, which has no configuration of its own. */
  public static Source rootFileSystem(Path folder, SortedMap<String, String> caller) {
    Tree tree = HostTree.of(folder);
    return new Source(
        "rootfs:" + folder,
        tree,
        decisive(caller),
        "/",
        InstalledPackages.of(tree),
        Source.Kind.ROOTFS);
  }

  /** What a location names. */
  public Source open(ImageLocation location, Platform platform, SortedMap<String, String> caller)
      throws IOException {
    if (location instanceof ImageLocation.RootFileSystem(Path folder)) {
      return rootFileSystem(folder, caller);
    }
    Image image = homes.read(location, platform);
    Tree tree = tree(image);
    return new Source(
        location.toString(),
        tree,
        image.config().environment(),
        image.config().workingDir(),
        InstalledPackages.of(tree),
        Source.Kind.IMAGE);
  }

  /** The tree of an image; compressed layers are unpacked beside the store first. */
  public MemoryTree tree(Image image) throws IOException {
    return LayeredTree.fromLayers(
        layers(image, homes.store().unpackedLayers().tars(image.layers())));
  }

  /**
   * The layers of an image for who only looks at them and keeps nothing: a tar that lies on a disk
   * of this machine is believed, and not read as a whole; any other layer is unpacked first.
   */
  public List<LayerTar> layersAsTheyLie(Image image) {
    return layers(
        image,
        InParallel.map(
            image.layers(),
            layer -> layer.isTarHere() ? layer.blob() : homes.store().unpackedLayers().tar(layer)));
  }

  private static List<LayerTar> layers(Image image, List<Content> tars) {
    List<String> instructions = image.config().layerInstructions();
    List<LayerTar> layers = new ArrayList<>();
    for (int i = 0; i < tars.size(); i++) {
      String name = LayerPassage.name(image.layers().get(i));
      layers.add(new LayerTar(tars.get(i), name, instructions.get(i)));
    }
    return layers;
  }

  private static SortedMap<String, String> decisive(SortedMap<String, String> caller) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String name : Source.DECISIVE) {
      String value = caller.getOrDefault(name, "");
      if (!value.isEmpty()) {
        environment.put(name, value);
      }
    }
    return environment;
  }
}
