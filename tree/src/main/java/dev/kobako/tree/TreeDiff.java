package dev.kobako.tree;

import dev.kobako.image.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two trees, path by path.
 *
 * @param differences in the order of the paths; none where the trees are the same
 */
public record TreeDiff(List<Difference> differences) {
  /** In what an entry can differ. */
  public enum Aspect {
    /** A file became a link, a directory a file, and so on; then nothing else is compared. */
    KIND,
    /** Permission bits. */
    MODE,
    /** Owner or group. */
    OWNER,
    /** Time of last change. */
    TIME,
    /** Extended attributes. */
    XATTRS,
    /** Bytes of a regular file. */
    CONTENT,
    /** Where a symbolic link leads. */
    TARGET,
    /** Kind or numbers of a device. */
    DEVICE,
    /** Which other paths are the same file. */
    LINKS
  }

  /** One path at which the trees differ. */
  public sealed interface Difference {
    /** Where. */
    ImagePath path();

    /** Only the second tree has it. */
    record Added(ImagePath path, Entry after) implements Difference {}

    /** Only the first tree has it. All that was in a directory is told too. */
    record Removed(ImagePath path, Entry before) implements Difference {}

    /**
     * Both have it.
     *
     * @param aspects in what they differ, at least one, in the order of {@link Aspect}
     */
    record Changed(ImagePath path, Entry before, Entry after, Set<Aspect> aspects)
        implements Difference {
      public Changed {
        if (aspects.isEmpty()) {
          throw new IllegalArgumentException("a change of nothing");
        }
        aspects = Collections.unmodifiableSet(EnumSet.copyOf(aspects));
      }
    }
  }

  /** Tells whether two files hold the same bytes. */
  public interface SameBytes {
    /** Whether they do; may read them. */
    boolean test(Content before, Content after) throws IOException;
  }

  public TreeDiff {
    differences = List.copyOf(differences);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return differences.isEmpty();
  }

  /**
   * Compares everything. Contents are read only where two files of the same size don't come from
   * the same place.
   *
   * @throws IOException if a content can't be read
   */
  public static TreeDiff between(Tree before, Tree after) throws IOException {
    return between(before, after, EnumSet.noneOf(Aspect.class));
  }

  /**
   * Compares all but some aspects.
   *
   * @throws IOException if a content can't be read
   */
  public static TreeDiff between(Tree before, Tree after, Set<Aspect> ignored) throws IOException {
    return between(before, after, ignored, ContentComparison::same);
  }

  /**
   * Compares all but some aspects of trees whose contents are not to be read, or can't be.
   *
   * @param contents what is asked instead, of every file that both have
   * @throws IOException if {@code contents} throws it
   */
  public static TreeDiff between(Tree before, Tree after, Set<Aspect> ignored, SameBytes contents)
      throws IOException {
    List<Difference> all = new ArrayList<>();
    TreeMap<ImagePath, Entry> old = entries(before);
    TreeMap<ImagePath, Entry> now = entries(after);
    Comparison comparison =
        new Comparison(LinkGroups.of(old), LinkGroups.of(now), ignored, contents);
    Iterator<Map.Entry<ImagePath, Entry>> left = old.entrySet().iterator();
    Iterator<Map.Entry<ImagePath, Entry>> right = now.entrySet().iterator();
    Map.@Nullable Entry<ImagePath, Entry> a = next(left);
    Map.@Nullable Entry<ImagePath, Entry> b = next(right);
    while (a != null || b != null) {
      int order =
          a == null ? 1 : b == null ? -1 : a.getKey().compareTo(Objects.requireNonNull(b).getKey());
      if (order < 0 && a != null) {
        all.add(new Difference.Removed(a.getKey(), a.getValue()));
        a = next(left);
      } else if (order > 0 && b != null) {
        all.add(new Difference.Added(b.getKey(), b.getValue()));
        b = next(right);
      } else if (a != null && b != null) {
        Set<Aspect> aspects = comparison.aspects(a.getKey(), a.getValue(), b.getValue());
        if (!aspects.isEmpty()) {
          all.add(new Difference.Changed(a.getKey(), a.getValue(), b.getValue(), aspects));
        }
        a = next(left);
        b = next(right);
      }
    }
    return new TreeDiff(all);
  }

  private static TreeMap<ImagePath, Entry> entries(Tree tree) {
    TreeMap<ImagePath, Entry> all = new TreeMap<>();
    tree.walk(ImagePath.ROOT, all::put);
    return all;
  }

  private static <T> @Nullable T next(Iterator<T> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }

  /** For each file with several names in a tree all these names. */
  private record LinkGroups(Map<ImagePath, List<ImagePath>> byPath) {
    static LinkGroups of(Map<ImagePath, Entry> entries) {
      Map<Long, List<ImagePath>> byInode = new HashMap<>();
      entries.forEach((path, entry) -> {
        if (entry instanceof Entry.RegularFile file && file.inode() > 0) {
          byInode.computeIfAbsent(file.inode(), _ -> new ArrayList<>()).add(path);
        }
      });
      Map<ImagePath, List<ImagePath>> byPath = new HashMap<>();
      for (List<ImagePath> group : byInode.values()) {
        if (group.size() > 1) {
          group.forEach(path -> byPath.put(path, group));
        }
      }
      return new LinkGroups(byPath);
    }

    boolean sameAs(LinkGroups other, ImagePath path) {
      return Objects.equals(byPath.get(path), other.byPath.get(path));
    }
  }

  private record Comparison(
      LinkGroups before, LinkGroups after, Set<Aspect> ignored, SameBytes contents) {
    Set<Aspect> aspects(ImagePath path, Entry old, Entry now) throws IOException {
      Set<Aspect> found = EnumSet.noneOf(Aspect.class);
      if (!old.getClass().equals(now.getClass())) {
        found.add(Aspect.KIND);
        found.removeAll(ignored);
        return found;
      }
      attributes(old.attributes(), now.attributes(), found);
      switch (old) {
        case Entry.RegularFile file -> file(path, file, (Entry.RegularFile) now, found);
        case Entry.Symlink link -> {
          if (!link.target().equals(((Entry.Symlink) now).target())) {
            found.add(Aspect.TARGET);
          }
        }
        case Entry.Device device -> {
          if (!device.withAttributes(now.attributes()).equals(now)) {
            found.add(Aspect.DEVICE);
          }
        }
        case Entry.Directory _, Entry.Fifo _ -> {}
      }
      found.removeAll(ignored);
      return found;
    }

    private static void attributes(Attributes old, Attributes now, Set<Aspect> found) {
      if (old.mode() != now.mode()) {
        found.add(Aspect.MODE);
      }
      if (old.uid() != now.uid() || old.gid() != now.gid()) {
        found.add(Aspect.OWNER);
      }
      if (!old.mtime().equals(now.mtime())) {
        found.add(Aspect.TIME);
      }
      if (!old.xattrs().equals(now.xattrs())) {
        found.add(Aspect.XATTRS);
      }
    }

    private void file(
        ImagePath path, Entry.RegularFile old, Entry.RegularFile now, Set<Aspect> found)
        throws IOException {
      if (!before.sameAs(after, path)) {
        found.add(Aspect.LINKS);
      }
      if (!ignored.contains(Aspect.CONTENT) && !contents.test(old.content(), now.content())) {
        found.add(Aspect.CONTENT);
      }
    }
  }
}
