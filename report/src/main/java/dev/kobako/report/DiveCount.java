package dev.kobako.report;

import dev.kobako.tree.Entry;
import dev.kobako.tree.TarMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts as dive does (<a href="https://github.com/wagoodman/dive">v0.12</a>): paths are as the
 * layers write them, no link is followed, a mark for a directory has the size of all in it, one for
 * a file none, further names of a file have no size, and marks of opaque directories are not looked
 * at. Only leaves of a layer's own tree count.
 */
final class DiveCount {
  private static final String WHITEOUT = ".wh.";
  private static final String DOUBLE_WHITEOUT = ".wh..wh.";

  private final Place root = new Place();
  private long discovered;
  private long least;
  private long wasted;
  private long aboveFirst;
  private int layer;

  /** A path: what is there in the layers so far, and what was counted for it. */
  private static final class Place {
    private @Nullable Map<String, Place> children;
    private boolean there;
    private boolean directory;
    private long size;

    /** The last layer whose own tree has something below it. */
    private int parentIn = -1;

    private int copies;
    private long bytes;
    private long leastBytes;

    Place made(String name) {
      if (children == null) {
        children = new HashMap<>(4);
      }
      return children.computeIfAbsent(name, _ -> new Place());
    }

    /** The bytes of what is there, and of all below. */
    long total() {
      long sum = there ? size : 0;
      if (children != null) {
        for (Place child : children.values()) {
          sum += child.total();
        }
      }
      return sum;
    }

    void clear() {
      there = false;
      if (children != null) {
        children.values().forEach(Place::clear);
      }
    }
  }

  /** Counts the next layer. */
  void add(List<TarMember> members) {
    Map<Place, Long> leaves = new HashMap<>();
    Map<Place, Long> marks = new HashMap<>();
    long bytes = 0;
    for (TarMember member : members) {
      bytes += ScannedLayer.bytes(member);
      List<String> names = names(member);
      if (names.isEmpty() || names.getLast().startsWith(DOUBLE_WHITEOUT)) {
        continue;
      }
      Place parent = parent(names);
      String last = names.getLast();
      if (last.startsWith(WHITEOUT)) {
        Place hidden = parent.made(last.substring(WHITEOUT.length()));
        marks.put(hidden, hidden.there && hidden.directory ? hidden.total() : 0);
      } else {
        leaves.put(parent.made(last), ScannedLayer.bytes(member));
      }
    }
    aboveFirst += layer == 0 ? 0 : bytes;
    marks.keySet().forEach(Place::clear);
    marks.forEach(this::count);
    members.forEach(this::put);
    leaves.forEach((place, size) -> {
      if (place.parentIn != layer) {
        count(place, size);
      }
    });
    layer++;
  }

  private Place parent(List<String> names) {
    Place place = root;
    for (String name : names.subList(0, names.size() - 1)) {
      place = place.made(name);
      place.parentIn = layer;
    }
    return place;
  }

  /** The tree that dive stacks the next layer on. */
  private void put(TarMember member) {
    Place place = root;
    for (String name : names(member)) {
      if (name.startsWith(WHITEOUT)) {
        return;
      }
      place = place.made(name);
      place.there = true;
    }
    place.directory = member.item() instanceof TarMember.Item.Placed(Entry.Directory _);
    place.size = ScannedLayer.bytes(member);
  }

  private static List<String> names(TarMember member) {
    List<String> names = new ArrayList<>(8);
    String text = member.name();
    int start = 0;
    while (start < text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      if (end > start && !(end == start + 1 && text.charAt(start) == '.')) {
        names.add(text.substring(start, end));
      }
      start = end + 1;
    }
    return names;
  }

  private void count(Place place, long size) {
    place.copies++;
    place.bytes += size;
    discovered += size;
    if (place.copies == 1) {
      place.leastBytes = size;
      least += size;
      return;
    }
    long now = Math.min(place.leastBytes, size);
    least += now - place.leastBytes;
    place.leastBytes = now;
    wasted += place.copies == 2 ? place.bytes : size;
  }

  /** What the layers so far come to. */
  DiveFigures figures() {
    return new DiveFigures(
        discovered == 0 ? 1 : (double) least / discovered,
        wasted,
        aboveFirst == 0 ? 0 : (double) wasted / aboveFirst);
  }
}
