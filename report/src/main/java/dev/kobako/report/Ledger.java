package dev.kobako.report;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of what becomes of the bytes that layers ship, while the layers are applied one
 * after the other. A file's bytes are hidden when its last name goes, so a name that a file keeps
 * elsewhere saves it.
 */
final class Ledger implements LayerObserver {
  private static final int SET_ID = 06000;

  private final List<Waste> waste = new ArrayList<>();
  private final List<SeenFile> privileged = new ArrayList<>();
  private final List<SeenFile> secrets = new ArrayList<>();

  /** Files with several names, and what has come in the place of some of them. */
  private final Map<Shipment, List<Successor>> successors = new IdentityHashMap<>();

  private int layer;
  private long added;
  private long changed;
  private long deleted;

  private record SeenFile(ImagePath path, Shipment shipment) {
    Sighting sighting() {
      return new Sighting(path, shipment.layer(), shipment.isThere());
    }
  }

  private record Successor(ImagePath path, Shipment shipment) {}

  /** From now on all that happens is the work of this layer. */
  void begin(int number) {
    layer = number;
    added = 0;
    changed = 0;
    deleted = 0;
  }

  /** What the layer has done that was begun last. */
  LayerAnalysis.Changes changes() {
    return new LayerAnalysis.Changes(added, changed, deleted);
  }

  @Override
  public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
    if (before == null) {
      added++;
    } else {
      changed++;
    }
    if (shipment(entry) instanceof Shipment shipment) {
      shipment.names++;
      look(path, entry, shipment);
    }
    if (before != null && shipment(before) instanceof Shipment old) {
      if (entry instanceof Entry.RegularFile file
          && before instanceof Entry.RegularFile oldFile
          && oldFile.inode() > 0) {
        noteSuccessor(old, path, (Shipment) file.content());
      }
      release(old, path, fate(before, entry));
    }
  }

  @Override
  public void gone(Supplier<ImagePath> path, Entry entry) {
    deleted++;
    if (shipment(entry) instanceof Shipment shipment) {
      release(shipment, path, Waste.Fate.DELETED);
    }
  }

  private void look(Supplier<ImagePath> path, Entry entry, Shipment shipment) {
    if ((entry.attributes().mode() & SET_ID) != 0) {
      privileged.add(new SeenFile(path.get(), shipment));
    }
    if (shipment.secret().isPresent()) {
      secrets.add(new SeenFile(path.get(), shipment));
    }
  }

  private void noteSuccessor(Shipment old, Supplier<ImagePath> path, Shipment now) {
    if (!old.equals(now) && old.size() > 0 && old.sameBytes(now)) {
      successors
          .computeIfAbsent(old, _ -> new ArrayList<>())
          .add(new Successor(path.get(), now));
    }
  }

  private void release(Shipment shipment, Supplier<ImagePath> path, Waste.Fate fate) {
    if (--shipment.names == 0 && shipment.size() > 0) {
      waste.add(new Waste(path.get(), shipment.size(), shipment.layer(), layer, fate));
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

  /** All that is hidden, the largest first. */
  List<Waste> waste() {
    return waste.stream()
        .sorted(
            Comparator.comparingLong(Waste::bytes)
                .reversed()
                .thenComparing(Waste::path)
                .thenComparingInt(Waste::shippedBy))
        .toList();
  }

  /** Files that run as their owner or group. */
  List<Sighting> privileged() {
    return privileged.stream().map(SeenFile::sighting).distinct().sorted(ORDER).toList();
  }

  /** Files that hold secrets. */
  List<Secret> secrets() {
    return secrets.stream()
        .map(seen -> new Secret(seen.sighting(), seen.shipment.secret().orElseThrow()))
        .distinct()
        .sorted(Comparator.comparing(Secret::sighting, ORDER))
        .toList();
  }

  private static final Comparator<Sighting> ORDER =
      Comparator.comparing(Sighting::path).thenComparingInt(Sighting::layer);

  /** Hard links that are none any more, the largest loss first. */
  List<LostLinks> lostLinks() {
    List<LostLinks> all = new ArrayList<>();
    successors.forEach((old, names) -> {
      SortedMap<ImagePath, Shipment> there = new TreeMap<>();
      names.stream()
          .filter(each -> each.shipment.isThere())
          .forEach(each -> there.put(each.path, each.shipment));
      long copies = there.values().stream().distinct().count() - (old.isThere() ? 0 : 1);
      if (copies > 0) {
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
