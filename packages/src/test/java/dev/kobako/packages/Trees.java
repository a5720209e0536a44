package dev.kobako.packages;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.List;

/** Trees and who owns what in them. */
final class Trees {
  private Trees() {}

  static MemoryTree of(TarBuilder tar) throws IOException {
    return LayeredTree.fromLayers(List.of(new LayerTar(Content.of(tar.bytes()), "layer", "")));
  }

  static PackageOwners owners(TarBuilder tar) throws IOException {
    MemoryTree tree = of(tar);
    return PackageOwners.of(tree, InstalledPackages.of(tree), Descriptions.READ);
  }
}
