package dev.kobako.report;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.TarMember;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  /**
   * As many as a tree can have; dive's can have more, since no link is followed and marks for what
   * isn't there count too.
   */
  private static final long MOST_PLACES = 2 * ScanAllowance.MOST_ENTRIES;

  private final Place root = new Place(null);
  private final long mostPlaces;
  private long places;
  private long discovered;
  private long least;
  private long wasted;
  private long aboveFirst;
  private int layer;

  /** How often something was cleared so far. */
  private int clearings;

  DiveCount() {
    this(MOST_PLACES);
  }

  /** What all layers of an image come to. */
  static DiveFigures of(List<ScannedLayer> layers) {
    DiveCount count = new DiveCount();
    layers.forEach(count::add);
    return count.figures();
  }

  /** One with another bound of the paths that it knows. */
  DiveCount(long mostPlaces) {
    this.mostPlaces = mostPlaces;
  }

  /**
   * A path: what is there in the layers so far, and what was counted for it. To clear a directory
   * takes no look at what is in it: that is {@link #renew renewed} when somebody comes there. A
   * hostile image can have many marks for the same many files.
   */
  private static final class Place {
    private final @Nullable Place parent;
    private @Nullable Map<String, Place> children;
    private boolean there;
    private boolean directory;
    private long size;

    /** The bytes of what is there, and of all below. */
    private long total;

    /** The last clearing of this place or one above of which it knows. */
    private int cleared;

    /** The last layer whose own tree has something below it. */
    private int parentIn = -1;

    private int copies;
    private long bytes;
    private long leastBytes;

    Place(@Nullable Place parent) {
      this.parent = parent;
    }

    /** Takes in that it was cleared with the directory that it is in, which knows of it. */
    void renew(int clearing) {
      if (cleared < clearing) {
        cleared = clearing;
        there = false;
        directory = false;
        size = 0;
        total = 0;
      }
    }

    /** Adds to the bytes of the place and of all above. */
    void grow(long more) {
      for (Place place = this; place != null; place = place.parent) {
        place.total += more;
      }
    }
  }

  /** Counts the next layer. */
  void add(ScannedLayer scanned) {
    Map<Place, Long> leaves = new HashMap<>();
    Map<Place, Long> marks = new LinkedHashMap<>();
    long bytes = 0;
    for (TarMember member : scanned.members()) {
      bytes += ScannedLayer.bytes(member);
      List<String> names = names(member);
      if (names.isEmpty() || names.getLast().startsWith(DOUBLE_WHITEOUT)) {
        continue;
      }
      Place parent = parent(names, scanned);
      String last = names.getLast();
      if (last.startsWith(WHITEOUT)) {
        Place hidden = place(parent, last.substring(WHITEOUT.length()), scanned);
        marks.put(hidden, hidden.there && hidden.directory ? hidden.total : 0);
      } else {
        leaves.put(place(parent, last, scanned), ScannedLayer.bytes(member));
      }
    }
    aboveFirst += layer == 0 ? 0 : bytes;
    marks.keySet().forEach(this::clear);
    marks.forEach(this::count);
    scanned.members().forEach(member -> put(member, scanned));
    leaves.forEach((place, size) -> {
      if (place.parentIn != layer) {
        count(place, size);
      }
    });
    layer++;
  }

  /** The place of a name in a directory that knows of all clearings. */
  private Place place(Place parent, String name, ScannedLayer scanned) {
    Map<String, Place> children = parent.children;
    if (children == null) {
      children = new HashMap<>(4);
      parent.children = children;
    }
    Place place = children.get(name);
    if (place == null) {
      if (++places > mostPlaces) {
        throw tooMany(scanned);
      }
      place = new Place(parent);
      children.put(name, place);
    }
    place.renew(parent.cleared);
    return place;
  }

  private KobakoException tooMany(ScannedLayer scanned) {
    return KobakoException.finding(
        Diagnostic.of(
            scanned.name(),
            "with it the layers name more than " + mostPlaces + " paths",
            "what names so many is no ordinary image: look into it with tar"));
  }

  /** Takes away what is at a place, with all below. */
  private void clear(Place place) {
    Deque<Place> way = new ArrayDeque<>();
    for (Place each = place; each != null; each = each.parent) {
      way.push(each);
    }
    int clearing = 0;
    for (Place each : way) {
      each.renew(clearing);
      clearing = each.cleared;
    }
    place.grow(-place.total);
    place.renew(++clearings);
  }

  private Place parent(List<String> names, ScannedLayer scanned) {
    Place place = root;
    for (String name : names.subList(0, names.size() - 1)) {
      place = place(place, name, scanned);
      place.parentIn = layer;
    }
    return place;
  }

  /** The tree that dive stacks the next layer on. */
  private void put(TarMember member, ScannedLayer scanned) {
    Place place = root;
    for (String name : names(member)) {
      if (name.startsWith(WHITEOUT)) {
        return;
      }
      place = place(place, name, scanned);
      place.there = true;
    }
    place.directory = member.item() instanceof TarMember.Item.Placed(Entry.Directory _);
    long bytes = ScannedLayer.bytes(member);
    place.grow(bytes - place.size);
    place.size = bytes;
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
