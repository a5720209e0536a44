package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The paths that go into the result, each with the reason that was found first. Reasons point at
 * other kept paths, up to the user's own words. Sorted by path.
 */
public final class KeepSet {
  private final SortedMap<ImagePath, Kept> kept;

  KeepSet(SortedMap<ImagePath, Kept> kept) {
    this.kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
  }

  /** All of a tree, for one reason. */
  public static KeepSet of(Tree tree, Reason reason) {
    TreeMap<ImagePath, Kept> all = new TreeMap<>();
    tree.walk(ImagePath.ROOT, (path, entry) -> all.put(path, new Kept(path, entry, reason)));
    return new KeepSet(all);
  }

  /** Those of the same paths that the filter lets through; their parents must be among them. */
  public KeepSet filter(Predicate<Kept> filter) {
    TreeMap<ImagePath, Kept> some = new TreeMap<>();
    kept.forEach((path, value) -> {
      if (filter.test(value)) {
        some.put(path, value);
      }
    });
    return new KeepSet(some);
  }

  /**
   * This and more, which takes the place of what is kept at the same paths, with the directories
   * above it.
   *
   * @param tree where these directories are looked for
   */
  public KeepSet with(Tree tree, Collection<Kept> more) {
    GrowingKeepSet growing = new GrowingKeepSet(tree, this);
    more.forEach(each -> growing.generate(each.path(), each.entry(), each.reason()));
    return growing.keepSet();
  }

  /** The paths as a tree; files keep their contents, hard links their numbers. */
  public MemoryTree tree() {
    MemoryTree.Builder builder = MemoryTree.builder();
    kept.forEach((path, value) -> builder.put(path, value.entry()));
    return builder.build();
  }

  /** All that is kept, directories included, parents first. */
  public Collection<Kept> all() {
    return kept.values();
  }

  /** What is kept at exactly this path. */
  public Optional<Kept> at(ImagePath path) {
    return Optional.ofNullable(kept.get(path));
  }

  /**
   * The chain of reasons from {@code path} to the user's own words, nearest first; empty where the
   * path is not kept. The chain of a directory that is kept only to hold something begins with it.
   */
  public List<Kept> why(ImagePath path) {
    Set<Kept> chain = new LinkedHashSet<>();
    Optional<Kept> next = at(path);
    while (next.isPresent() && chain.add(next.get())) {
      next = next.get().reason().by().flatMap(this::at);
    }
    return List.copyOf(chain);
  }

  /** The same paths with entries replaced, for contents that were made smaller. */
  public KeepSet mapEntries(UnaryOperator<Kept> replacement) {
    TreeMap<ImagePath, Kept> mapped = new TreeMap<>();
    kept.forEach((path, value) -> mapped.put(path, replacement.apply(value)));
    return new KeepSet(mapped);
  }

  /** The regular files, biggest first; names of one inode count once. */
  public List<Kept> biggestFiles() {
    List<Kept> files = new ArrayList<>();
    Set<Long> inodes = new LinkedHashSet<>();
    for (Kept one : kept.values()) {
      if (one.entry() instanceof Entry.RegularFile file
          && (file.inode() == 0 || inodes.add(file.inode()))) {
        files.add(one);
      }
    }
    files.sort((a, b) -> {
      int bySize = Long.compare(size(b), size(a));
      return bySize != 0 ? bySize : a.path().compareTo(b.path());
    });
    return files;
  }

  /** The bytes of all regular files; names of one inode count once. */
  public long bytes() {
    return biggestFiles().stream().mapToLong(KeepSet::size).sum();
  }

  /** The bytes of a kept regular file; 0 for everything else. */
  public static long size(Kept kept) {
    return kept.entry() instanceof Entry.RegularFile file ? file.content().size() : 0;
  }
}
