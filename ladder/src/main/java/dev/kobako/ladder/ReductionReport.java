package dev.kobako.ladder;

import dev.kobako.packages.ImagePackages;
import dev.kobako.packages.SystemPackage;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the bytes of a reduction are and where they went.
 *
 * @param kept what stays, by reason, the most bytes first
 * @param removed what went, the biggest first
 */
public record ReductionReport(List<Reasoned> kept, List<Removed> removed) {
  /** What a family's reasons have behind its name. */
  private static final String AS_ASKED = ", as asked for was";

  public ReductionReport {
    kept = List.copyOf(kept);
    removed = List.copyOf(removed);
  }

  /**
   * What stays for one kind of reason.
   *
   * @param reason without the path that needs it: {@code NEEDED by}
   * @param files without folders
   * @param bytes of them; names of one inode count once
   */
  public record Reasoned(String reason, int files, long bytes) {}

  /**
   * A file, or a folder of which nothing stays.
   *
   * @param path of it, while its folder stays
   * @param files without folders
   * @param bytes of them; names of one inode count once
   * @param owner of a file: the package, as {@code name:architecture}; empty for folders and for
   *     files of no package
   */
  public record Removed(ImagePath path, int files, long bytes, String owner) {}

  /**
   * The report.
   *
   * @param pieces how many removed ones are told at most
   */
  public static ReductionReport of(SlimResult result, int pieces) throws IOException {
    return of(result.original(), result.keepSet(), pieces);
  }

  /**
   * The same of what would be kept of an original.
   *
   * @param pieces how many removed ones are told at most
   */
  public static ReductionReport of(Original original, KeepSet keepSet, int pieces)
      throws IOException {
    List<Removed> removed = new ArrayList<>();
    new RemovedPieces(original.tree(), keepSet, removed).collect();
    removed.sort(Comparator.comparingLong(Removed::bytes).reversed().thenComparing(Removed::path));
    ImagePackages packages = original.systemPackages();
    List<Removed> biggest =
        removed.stream()
            .limit(pieces)
            .map(each -> withOwner(each, original.tree(), packages))
            .toList();
    return new ReductionReport(reasons(keepSet), biggest);
  }

  private static Removed withOwner(Removed each, MemoryTree tree, ImagePackages packages) {
    boolean isFolder = tree.entry(each.path()).orElse(null) instanceof Entry.Directory;
    String owner = isFolder ? "" : packages.owner(each.path()).map(SystemPackage::id).orElse("");
    return new Removed(each.path(), each.files(), each.bytes(), owner);
  }

  private static List<Reasoned> reasons(KeepSet keepSet) {
    Map<String, Reasoned> groups = new TreeMap<>();
    Set<Long> inodes = new HashSet<>();
    for (Kept kept : keepSet.all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        String how = kept.reason().how();
        String reason =
            how.endsWith(AS_ASKED) ? how.substring(0, how.length() - AS_ASKED.length()) : how;
        long bytes = bytes(kept.entry(), inodes);
        groups.merge(
            reason,
            new Reasoned(reason, 1, bytes),
            (a, b) -> new Reasoned(reason, a.files() + b.files(), a.bytes() + b.bytes()));
      }
    }
    List<Reasoned> all = new ArrayList<>(groups.values());
    all.sort(Comparator.comparingLong(Reasoned::bytes).reversed());
    return all;
  }

  private static long bytes(Entry entry, Set<Long> inodes) {
    return entry instanceof Entry.RegularFile file
            && (file.inode() == 0 || inodes.add(file.inode()))
        ? file.content().size()
        : 0;
  }

  /** Goes down as far as folders stay. */
  private static final class RemovedPieces {
    private final MemoryTree tree;
    private final KeepSet keepSet;
    private final List<Removed> found;
    private final Set<Long> inodes = new HashSet<>();

    RemovedPieces(MemoryTree tree, KeepSet keepSet, List<Removed> found) {
      this.tree = tree;
      this.keepSet = keepSet;
      this.found = found;
    }

    /** A file of which another name stays takes no bytes with it. */
    void collect() {
      for (Kept kept : keepSet.all()) {
        long _ = bytes(kept.entry(), inodes);
      }
      collect(ImagePath.ROOT);
    }

    private void collect(ImagePath place) {
      if (keepSet.at(place).isPresent()) {
        tree.names(place).forEach(name -> collect(place.child(name)));
        return;
      }
      long[] sums = new long[2];
      tree.walk(
          place,
          (_, entry) -> {
            sums[0] += entry instanceof Entry.Directory ? 0 : 1;
            sums[1] += bytes(entry, inodes);
          });
      found.add(new Removed(place, (int) sums[0], sums[1], ""));
    }
  }
}
