package dev.kobako.report;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path that some layer of an image touches, with what the layers made of it. There may be a
 * million of them, so one costs little and what is asked seldom is made when it is asked for. For
 * one thread.
 */
public final class Place {
  private final int number;
  private final @Nullable Place parent;
  private final String name;
  private @Nullable Map<String, Place> byName;
  private @Nullable List<Place> children;
  private Version newest = Version.NOTHING;

  Place(int number, @Nullable Place parent, String name) {
    this.number = number;
    this.parent = parent;
    this.name = name;
  }

  /** What a layer has put at a place, or that it took away what was there. */
  public static final class Version {
    /** What is at a place before the first layer that touches it. */
    static final Version NOTHING = new Version(-1, null, null);

    private final int layer;
    private final @Nullable Entry entry;
    private final @Nullable Version older;
    private boolean linked;

    private Version(int layer, @Nullable Entry entry, @Nullable Version older) {
      this.layer = layer;
      this.entry = entry;
      this.older = older;
    }

    /** The layer; -1 where no layer has touched the place so far. */
    public int layer() {
      return layer;
    }

    /** Whether something is there. */
    public boolean isThere() {
      return entry != null;
    }

    /** What is there. */
    public Optional<Entry> entry() {
      return Optional.ofNullable(entry);
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
      return entry instanceof Entry.Directory;
    }

    /** Of a regular file, whatever other names it has; 0 for all else. */
    public long bytes() {
      return entry instanceof Entry.RegularFile file ? file.content().size() : 0;
    }

    /** Whether the file has other names, now or in another layer. */
    public boolean isLinked() {
      return linked;
    }

    /** Whether the layer ships bytes here that nobody can see in the end. */
    public boolean isWasted() {
      Shipment shipment = shipment();
      return shipment != null && shipment.size() > 0 && !shipment.isThere();
    }

    /** Whether both are the same file, be it under different names. */
    public boolean isSameFile(Version other) {
      Shipment shipment = shipment();
      return shipment != null && shipment.equals(other.shipment());
    }

    /** Whether both are the same but for the time of last change. */
    public boolean isLike(Version other) {
      if (entry == null || other.entry == null) {
        return entry == null && other.entry == null;
      }
      Shipment mine = shipment();
      Shipment theirs = other.shipment();
      Entry then = entry.withAttributes(entry.attributes().withMtime(Instant.EPOCH));
      Entry now = other.entry.withAttributes(other.entry.attributes().withMtime(Instant.EPOCH));
      return (mine != null && theirs != null)
          ? then.attributes().equals(now.attributes())
              && (mine.equals(theirs) || mine.sameBytes(theirs))
          : then.equals(now);
    }

    @Nullable Shipment shipment() {
      return entry instanceof Entry.RegularFile file ? (Shipment) file.content() : null;
    }

    void markLinked() {
      linked = true;
    }

    @Nullable Version older() {
      return older;
    }
  }

  /** Its number among the places of the image; a directory's is below those of all in it. */
  public int number() {
    return number;
  }

  /** The directory that it is in; empty for the root. */
  public Optional<Place> parent() {
    return Optional.ofNullable(parent);
  }

  /** The last name of the path; empty for the root. */
  public String name() {
    return name;
  }

  /** The whole path. */
  public ImagePath path() {
    return parent == null ? ImagePath.ROOT : parent.path().child(name);
  }

  /** What was in the directory in any layer, by name. */
  public List<Place> children() {
    if (children == null) {
      Collection<Place> all = byName == null ? List.of() : byName.values();
      List<Place> sorted = new ArrayList<>(all);
      sorted.sort(Comparator.comparing(Place::name));
      children = List.copyOf(sorted);
    }
    return children;
  }

  /** What is there after a layer; below 0 for before the lowest one. */
  public Version at(int layer) {
    Version version = newest;
    while (version.layer > layer && version.older != null) {
      version = version.older;
    }
    return version.layer > layer ? Version.NOTHING : version;
  }

  /** The layers that touch the place, the newest first, each with what it left there. */
  public List<Version> versions() {
    List<Version> all = new ArrayList<>();
    for (Version each = newest; each != null && each.layer >= 0; each = each.older) {
      all.add(each);
    }
    return all;
  }

  Place parentOrSelf() {
    return parent == null ? this : parent;
  }

  @Nullable Place child(String childName) {
    return byName == null ? null : byName.get(childName);
  }

  void add(Place child) {
    if (byName == null) {
      byName = new HashMap<>(4);
    }
    byName.put(child.name, child);
  }

  Version newest() {
    return newest;
  }

  /** Notes what a layer has done; only the last thing that it does to a place stays. */
  void touch(int layer, @Nullable Entry entry) {
    Version before = newest.layer == layer && newest.older != null ? newest.older : newest;
    newest = new Version(layer, entry, before);
  }
}
