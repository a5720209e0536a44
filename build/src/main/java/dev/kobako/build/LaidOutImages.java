package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Image;
import dev.kobako.image.InParallel;
import dev.kobako.image.LastUse;
import dev.kobako.image.Layer;
import dev.kobako.image.StagedFile;
import dev.kobako.sandbox.Accounts;
import dev.kobako.sandbox.ContainerUser;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Images as containers want them: their layers as folders, which lie in the cache of builds and so
 * are there already for what was built here; their trees, to look things up.
 */
public final class LaidOutImages {
  private final BuildCache cache;
  private final LayerFolders folders;
  private final StateTrees trees;

  /** Uses a cache, which must stay open as long as a container is being started. */
  public LaidOutImages(BuildCache cache) {
    this.cache = cache;
    this.folders = new LayerFolders(cache.folders().layers());
    this.trees = new StateTrees(cache);
  }

  /**
   * The layers of an image, the lowest first; unpacks those that are not there.
   *
   * @throws KobakoException a finding, where a layer is not what it should be; outside, where one
   *     can't be read or unpacked
   */
  public List<LayerFolders.Unpacked> layers(Image image) {
    return layers(image.layers());
  }

  /** The same for layers that are all of an image's, the lowest first. */
  public List<LayerFolders.Unpacked> layers(List<Layer> layers) {
    return unpacked(cache, layers, folders::of);
  }

  /**
   * Lays out a tree that is to become a layer with none below it, before the layer is written.
   *
   * @throws KobakoException outside, where a file can't be read or made
   */
  public LayerFolders.NewLayer layOut(MemoryTree tree) {
    return folders.layOut(tree);
  }

  /**
   * The tars of layers, uncompressed, for random access; unpacks those that are not there.
   *
   * @throws KobakoException a finding, where a layer is damaged; outside, where it can't be read
   */
  public List<Content> tars(List<Layer> layers) {
    return InParallel.map(layers, cache::tar);
  }

  /** The files of an image; reads the headers of all its layers when it is first asked for. */
  public Tree tree(Image image) {
    return trees.of(Chain.of(image));
  }

  /**
   * Who USER means in an image.
   *
   * @param layers the image's, as {@link #layers(Image)} gives them
   * @param user {@code user[:group]}, each a name or a number; empty for root
   * @throws KobakoException a finding, where a name is not there, or a number too large
   */
  public ContainerUser user(Image image, List<LayerFolders.Unpacked> layers, String user) {
    try {
      return Accounts.user(user, layers, () -> tree(image));
    } catch (Accounts.UnknownAccountException e) {
      throw unknown(user, e);
    }
  }

  /**
   * The same for a container.
   *
   * @param tree has its /etc/passwd and /etc/group; asked for where there is a name
   */
  public static ContainerUser user(String user, Supplier<Tree> tree) {
    try {
      return Accounts.user(user, tree);
    } catch (Accounts.UnknownAccountException e) {
      throw unknown(user, e);
    }
  }

  private static KobakoException unknown(String user, Accounts.UnknownAccountException e) {
    return KobakoException.finding(
        Diagnostic.of(
            "user '" + user + "'",
            String.valueOf(e.getMessage()),
            "give one that the image has, or numbers as in 1000:1000"));
  }

  /** Lays out layers by {@code layOut}, which gets each with those below it. */
  static List<LayerFolders.Unpacked> unpacked(
      BuildCache cache,
      List<Layer> layers,
      BiFunction<LayerFolders.Packed, List<LayerFolders.Packed>, LayerFolders.Unpacked> layOut) {
    List<LayerFolders.Packed> packed =
        layers.stream()
            .map(layer ->
                new LayerFolders.Packed(layer.diffId(), new LazyContent(() -> cache.tar(layer))))
            .toList();
    List<Integer> numbers = IntStream.range(0, packed.size()).boxed().toList();
    return InParallel.map(
        numbers,
        number -> {
          LayerFolders.Unpacked unpacked =
              layOut.apply(packed.get(number), packed.subList(0, number));
          LastUse.note(StagedFile.folderOf(unpacked.folder()));
          return unpacked;
        });
  }
}
