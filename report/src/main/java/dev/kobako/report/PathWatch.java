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
  /** Of a pattern: whoever forbids a folder wants to hear of it, and not of all that is in it. */
  static final int MOST = 1000;

  private final List<Watched> all;
  private int layer;

  /** One pattern, and the layers that put something at its paths. */
  private static final class Watched {
    private final PathPattern pattern;
    private final Map<ImagePath, Integer> layers = new LinkedHashMap<>();
    private boolean more;

    Watched(PathPattern pattern) {
      this.pattern = pattern;
    }

    void look(ImagePath path, int layer) {
      if (more || !pattern.matches(path)) {
        return;
      }
      if (layers.size() < MOST || layers.containsKey(path)) {
        layers.put(path, layer);
      } else {
        more = true;
      }
    }

    WatchedPaths paths(MemoryTree tree) {
      List<Sighting> sightings = new ArrayList<>();
      layers.forEach((path, number) ->
          sightings.add(new Sighting(path, number, tree.entry(path).isPresent())));
      sightings.sort(Comparator.comparing(Sighting::path));
      return new WatchedPaths(pattern, sightings, more);
    }
  }

  PathWatch(List<PathPattern> patterns) {
    all = patterns.stream().map(Watched::new).toList();
  }

  /** The same watch; from now on all that happens is the work of this layer. */
  PathWatch at(int number) {
    layer = number;
    return this;
  }

  @Override
  public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
    ImagePath place = path.get();
    all.forEach(each -> each.look(place, layer));
  }

  @Override
  public void gone(Supplier<ImagePath> path, Entry entry) {
    // the layer below still ships it
  }

  /** What was there, in the order of the patterns. */
  List<WatchedPaths> paths(MemoryTree tree) {
    return all.stream().map(each -> each.paths(tree)).toList();
  }
}
