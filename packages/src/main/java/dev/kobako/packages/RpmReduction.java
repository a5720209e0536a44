package dev.kobako.packages;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The packages of rpm's database of which a file or link stays; what has none in the result is not
 * in it, as with dpkg's and apk's packages. Where a package stays, the keys do as well: they are no
 * software that could be gone, and without them rpm and dnf trust nobody. The files that go are
 * noted as not installed, as rpm itself notes documentation that it was told to leave out; so
 * {@code rpm -V} misses none.
 */
public final class RpmReduction {
  private final RpmDatabase database;

  /** What stays of each package's files and folders, by its number. */
  private final Map<Integer, BitSet> files = new HashMap<>();

  private final Set<Integer> staying = new HashSet<>();
  private Optional<ImagePath> first = Optional.empty();

  private RpmReduction(RpmDatabase database) {
    this.database = database;
  }

  static RpmReduction of(RpmDatabase database, Tree tree, Predicate<ImagePath> stays) {
    RpmReduction reduction = new RpmReduction(database);
    for (RpmPackage each : database.packages()) {
      BitSet kept = new BitSet();
      boolean[] isKept = new boolean[1];
      each.files()
          .forEachPlace(
              tree,
              (number, place) -> {
                if (stays.test(place)) {
                  kept.set(number);
                  if (!(tree.entry(place).orElse(null) instanceof Entry.Directory)) {
                    isKept[0] = true;
                    reduction.first = reduction.first.or(() -> Optional.of(place));
                  }
                }
              });
      reduction.files.put(each.number(), kept);
      if (isKept[0]) {
        reduction.staying.add(each.number());
      }
    }
    if (!reduction.staying.isEmpty()) {
      database.packages().stream()
          .filter(RpmPackage::isKey)
          .forEach(key -> reduction.staying.add(key.number()));
    }
    return reduction;
  }

  /**
   * Lets packages stay as well that those which stay need, directly or not, though they have no
   * file here, or folders, ghosts and left-out documentation alone: for a result of which all that
   * is needed is a part.
   */
  public void addNeeded(NeededPackages needs) {
    Set<NamedPackage> names = new HashSet<>();
    database.packages().stream()
        .filter(each -> staying.contains(each.number()))
        .forEach(each -> names.add(each.name().named()));
    Set<NamedPackage> needed = needs.closure(names);
    database.packages().stream()
        .filter(each -> needed.contains(each.name().named()))
        .forEach(each -> staying.add(each.number()));
  }

  /** A file that stays of the first package that does; empty where none is left. */
  public Optional<ImagePath> first() {
    return first;
  }

  /** Whether a package stays, by its number. */
  boolean keeps(long number) {
    return number == (int) number && staying.contains((int) number);
  }

  /** Notes in the header of a package that stays which of its files go. */
  void reduce(int number, byte[] bytes, int start) {
    BitSet kept = files.get(number);
    Optional<RpmHeader> header = RpmHeader.of(Arrays.copyOfRange(bytes, start, bytes.length));
    if (kept == null || header.isEmpty()) {
      return;
    }
    int count = header.get().numbers(RpmTag.FILE_STATES).length;
    header
        .get()
        .bytesOf(RpmTag.FILE_STATES)
        .ifPresent(states -> {
          for (int i = 0; i < count; i++) {
            if (!kept.get(i)) {
              bytes[start + states + i] = RpmFiles.NOT_INSTALLED;
            }
          }
        });
  }
}
