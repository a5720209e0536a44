package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.packages.ImagePackages;
import dev.kobako.slim.Source;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The image that is made smaller. What package managers say of it is read once, when first asked;
 * safe for use by several threads.
 */
public final class Original {
  private final String name;
  private final Image image;
  private final List<LayerTar> layers;
  private final MemoryTree tree;
  private final InstalledPackages packages;
  private @Nullable ImagePackages systemPackages;

  /**
   * An image whose layers' headers were read.
   *
   * @param name how messages call it
   * @param layers the tars of its layers with what made them, the lowest first
   * @param tree what they make together, with the origin of each entry
   */
  Original(String name, Image image, List<LayerTar> layers, MemoryTree tree) {
    this.name = name;
    this.image = image;
    this.layers = List.copyOf(layers);
    this.tree = tree;
    this.packages = InstalledPackages.of(tree);
  }

  /**
   * Reads the headers of all layers.
   *
   * @param laidOut where the tars come from, which must stay as long as the original is used
   */
  public static Original of(String name, Image image, LaidOut laidOut) {
    List<Content> tars = laidOut.tars(image.layers());
    List<String> instructions = image.config().layerInstructions();
    List<LayerTar> layers = new ArrayList<>();
    for (int i = 0; i < tars.size(); i++) {
      String tarName = "layer " + image.layers().get(i).diffId();
      layers.add(new LayerTar(tars.get(i), tarName, instructions.get(i)));
    }
    try {
      return new Original(name, image, layers, LayeredTree.fromLayers(layers));
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of(name), e);
    }
  }

  /** How messages call it. */
  public String name() {
    return name;
  }

  /** Its configuration and layers. */
  public Image image() {
    return image;
  }

  /** The tars of its layers with what made them, the lowest first. */
  public List<LayerTar> layers() {
    return layers;
  }

  /** What its layers make together, with the origin of each entry. */
  public MemoryTree tree() {
    return tree;
  }

  /** What dpkg's database says. */
  public InstalledPackages packages() {
    return packages;
  }

  /** The packages of whichever package manager it has, dpkg's among them. */
  public synchronized ImagePackages systemPackages() throws IOException {
    if (systemPackages == null) {
      systemPackages = ImagePackages.of(tree, packages);
    }
    return systemPackages;
  }

  /** How it is run. */
  public ImageConfig config() {
    return image.config();
  }

  /** The same as something that programs are taken from. */
  Source source() {
    return new Source(
        name, tree, config().environment(), config().workingDir(), packages, Source.Kind.IMAGE);
  }
}
