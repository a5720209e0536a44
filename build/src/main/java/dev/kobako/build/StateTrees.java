package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.InParallel;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

  /**
   * Does work that asks a tree for little, such as where a path leads: if builds before have asked
   * for the same, no layer is read.
   */
  <R> R asked(Chain chain, Function<Tree, R> work) {
    Optional<MemoryTree> made = known(chain).ifMade();
    if (made.isPresent()) {
      return work.apply(made.get());
    }
    Digest key = new KeyWriter("lookups").digest(chain.id()).key();
    RememberedTree tree = new RememberedTree(cache.folders().fingerprint(key), () -> of(chain));
    R result = work.apply(tree);
    tree.remember(new RecordFiles(cache.stagingFolder()));
    return result;
  }

  /** Begins to make a tree on another thread. What fails is told to who needs it. */
  void readAhead(Chain chain) {
    Thread.ofPlatform().daemon().name("tree-ahead").start(() -> tryToRead(chain));
  }

  private void tryToRead(Chain chain) {
    try {
      MemoryTree _ = of(chain);
    } catch (KobakoException | MissingLayerException _) {
      // Who needs it meets it again.
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
