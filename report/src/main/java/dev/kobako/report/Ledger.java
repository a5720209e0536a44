package dev.kobako.report;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of what becomes of the bytes that layers ship, while the layers are applied one
 * after the other. A file's bytes are hidden when its last name goes, so a name that a file keeps
 * elsewhere saves it.
 */
final class Ledger implements LayerObserver {
  private static final int SET_ID = 06000;
  private final Map<Shipment, Waste> waste = new LinkedHashMap<>();

  /** The first name of each file that people should know of. */
  private final Map<Shipment, ImagePath> privileged = new LinkedHashMap<>();

  private final Map<Shipment, ImagePath> secrets = new LinkedHashMap<>();

  /** Files with several names, and what has come in the place of some of them, step by step. */
  private final Map<Shipment, List<Successor>> successors = new LinkedHashMap<>();

  private final Map<Shipment, Shipment> linkedBefore = new LinkedHashMap<>();

  private int layer;
  private final long[] added;
  private final long[] changed;
  private final long[] deleted;

  private record Successor(ImagePath path, Shipment shipment) {}

  /** An account of so many layers. */
  Ledger(int layers) {
    added = new long[layers];
    changed = new long[layers];
    deleted = new long[layers];
  }

  /** The same account; from now on all that happens is the work of this layer. */
  Ledger at(int number) {
    layer = number;
    return this;
  }

  /** What each layer has done. */
  List<LayerAnalysis.Changes> changes() {
    List<LayerAnalysis.Changes> all = new ArrayList<>();
    for (int i = 0; i < added.length; i++) {
      all.add(new LayerAnalysis.Changes(added[i], changed[i], deleted[i]));
    }
    return all;
  }

  @Override
  public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
    if (before == null) {
      added[layer]++;
    } else {
      changed[layer]++;
    }
    Shipment now = shipment(entry);
    if (now != null) {
      now.names++;
      look(path, entry, now);
    }
    Shipment old = before == null ? null : shipment(before);
    if (old != null && before != null) {
      if (now != null) {
        noteSuccessor(before, old, now, path);
      }
      release(old, path, fate(before, entry));
    }
  }

  @Override
  public void gone(Supplier<ImagePath> path, Entry entry) {
    deleted[layer]++;
    Shipment shipment = shipment(entry);
    if (shipment != null) {
      release(shipment, path, Waste.Fate.DELETED);
    }
  }

  /** Remembers that a name of a file with several names has the same bytes of its own now. */
  private void noteSuccessor(Entry before, Shipment old, Shipment now, Supplier<ImagePath> path) {
    boolean linked = before instanceof Entry.RegularFile file && file.inode() > 0;
    Shipment origin = linked ? old : linkedBefore.get(old);
    if (origin != null && !origin.equals(now) && old.sameBytes(now)) {
      linkedBefore.put(now, origin);
      successors
          .computeIfAbsent(origin, _ -> new ArrayList<>())
          .add(new Successor(path.get(), now));
    }
  }

  private void look(Supplier<ImagePath> path, Entry entry, Shipment shipment) {
    if ((entry.attributes().mode() & SET_ID) != 0) {
      privileged.putIfAbsent(shipment, path.get());
    }
    if (shipment.secret().isPresent()) {
      secrets.putIfAbsent(shipment, path.get());
    }
  }

  private void release(Shipment shipment, Supplier<ImagePath> path, Waste.Fate fate) {
    if (--shipment.names == 0 && shipment.size() > 0) {
      waste.put(shipment, new Waste(path.get(), shipment.size(), shipment.layer(), layer, fate));
    }
  }

  private static Waste.Fate fate(Entry before, Entry now) {
    if (!(before instanceof Entry.RegularFile old && now instanceof Entry.RegularFile file)
        || !((Shipment) old.content()).sameBytes((Shipment) file.content())) {
      return Waste.Fate.REPLACED;
    }
    Attributes was = old.attributes();
    Attributes is = file.attributes();
    return was.withMtime(is.mtime()).equals(is)
        ? Waste.Fate.REPEATED
        : Waste.Fate.ATTRIBUTES_CHANGED;
  }

  private static @Nullable Shipment shipment(Entry entry) {
    return entry instanceof Entry.RegularFile file ? (Shipment) file.content() : null;
  }

  /** All that is hidden, in the order in which it was. */
  Map<Shipment, Waste> hidden() {
    return Collections.unmodifiableMap(waste);
  }

  /** All that is hidden, the largest first. */
  List<Waste> waste() {
    return waste.values().stream()
        .sorted(
            Comparator.comparingLong(Waste::bytes)
                .reversed()
                .thenComparing(Waste::path)
                .thenComparingInt(Waste::shippedBy))
        .toList();
  }

  /**
   * Files that run as their owner or group.
   *
   * @param names of files that are there in the end
   */
  List<Sighting> privileged(Function<Shipment, Optional<ImagePath>> names) {
    List<Sighting> all = new ArrayList<>();
    privileged.forEach((file, path) -> all.add(sighting(file, path, names)));
    all.sort(Ledger::order);
    return all;
  }

  /**
   * Files that hold secrets.
   *
   * @param names of files that are there in the end
   */
  List<Secret> secrets(Function<Shipment, Optional<ImagePath>> names) {
    List<Secret> all = new ArrayList<>();
    secrets.forEach((file, path) ->
        all.add(new Secret(sighting(file, path, names), file.secret().orElseThrow())));
    all.sort((one, other) -> order(one.sighting(), other.sighting()));
    return all;
  }

  private static int order(Sighting one, Sighting other) {
    int byPath = one.path().compareTo(other.path());
    return byPath != 0 ? byPath : Integer.compare(one.layer(), other.layer());
  }

  private static Sighting sighting(
      Shipment file, ImagePath first, Function<Shipment, Optional<ImagePath>> names) {
    return new Sighting(names.apply(file).orElse(first), file.layer(), file.isThere());
  }

  /** Hard links that are none any more, the largest loss first. */
  List<LostLinks> lostLinks() {
    List<LostLinks> all = new ArrayList<>();
    successors.forEach((old, names) -> {
      SortedMap<ImagePath, Shipment> there = new TreeMap<>();
      names.stream()
          .filter(each -> each.shipment.isThere())
          .forEach(each -> there.put(each.path, each.shipment));
      long copies = there.values().stream().distinct().count() - (old.isThere() ? 0 : 1);
      if (copies > 0 && old.size() > 0) {
        all.add(new LostLinks(List.copyOf(there.keySet()), old.size(), copies * old.size()));
      }
    });
    all.sort(
        Comparator.comparingLong(LostLinks::lost)
            .reversed()
            .thenComparing(links -> links.paths().getFirst()));
    return List.copyOf(all);
  }
}
