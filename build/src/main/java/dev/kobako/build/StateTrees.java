package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.InParallel;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The trees of states, each made once and only when somebody asks for it, of the nearest state
 * below it that has one. Safe for use by many threads.
 */
final class StateTrees {
  private final BuildCache cache;
  private final Map<String, Known> byChainId = new ConcurrentHashMap<>();

  StateTrees(BuildCache cache) {
    this.cache = cache;
  }

  /** What is known of one state; guarded by itself, and only states below are asked meanwhile. */
  private static final class Known {
    private @Nullable MemoryTree tree;

    synchronized Optional<MemoryTree> ifMade() {
      return Optional.ofNullable(tree);
    }
  }

  /** The tree; reads the headers of layers whose trees are not known. */
  MemoryTree of(Chain chain) {
    Known known = known(chain);
    synchronized (known) {
      MemoryTree tree = known.tree;
      if (tree == null) {
        tree = made(chain);
        known.tree = tree;
      }
      return tree;
    }
  }

  private Known known(Chain chain) {
    return byChainId.computeIfAbsent(chain.id().hex(), _ -> new Known());
  }

  private MemoryTree made(Chain chain) {
    MemoryTree below = MemoryTree.builder().build();
    int height = 0;
    Chain place = chain.below().orElse(Chain.EMPTY);
    while (place.height() > 0 && height == 0) {
      Optional<MemoryTree> tree = known(place).ifMade();
      if (tree.isPresent()) {
        below = tree.get();
        height = place.height();
      }
      place = place.below().orElse(Chain.EMPTY);
    }
    List<Layer> layers = chain.above(height);
    List<Content> tars = InParallel.map(layers, cache::tar);
    List<LayerTar> named = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      named.add(new LayerTar(tars.get(i), "layer " + layers.get(i).diffId(), ""));
    }
    try {
      return LayeredTree.onto(below, height, named);
    } catch (IOException e) {
      throw DiskFailure.reading(cache.folder(), e);
    }
  }
}
