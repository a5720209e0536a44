package dev.kobako.report;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.MemoryTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notes what layers put at paths that somebody asks for. */
final class PathWatch implements LayerObserver {
  /** Whoever forbids a folder wants to hear of it, and not of all that is in it. */
  private static final int MOST = 1000;

  private final List<PathPattern> patterns;
  private final Map<ImagePath, Integer> layers = new LinkedHashMap<>();
  private int layer;

  PathWatch(List<PathPattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /** The same watch; from now on all that happens is the work of this layer. */
  PathWatch at(int number) {
    layer = number;
    return this;
  }

  @Override
  public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
    if (layers.size() >= MOST) {
      return;
    }
    ImagePath place = path.get();
    if (patterns.stream().anyMatch(pattern -> pattern.matches(place))) {
      layers.put(place, layer);
    }
  }

  @Override
  public void gone(Supplier<ImagePath> path, Entry entry) {
    // the layer below still ships it
  }

  /** What was there, by path; of a path that several layers put there, the last time. */
  List<Sighting> sightings(MemoryTree tree) {
    List<Sighting> all = new ArrayList<>();
    layers.forEach(
        (path, number) -> all.add(new Sighting(path, number, tree.entry(path).isPresent())));
    all.sort(Comparator.comparing(Sighting::path));
    return all;
  }
}
