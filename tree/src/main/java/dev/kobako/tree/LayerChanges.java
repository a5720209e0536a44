package dev.kobako.tree;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a layer has to say to make one tree into another. Nobody changes the map afterwards.
 *
 * @param byPath in the order in which it is written
 */
public record LayerChanges(SortedMap<ImagePath, Change> byPath) {
  /** Of a layer that changes nothing. */
  public static final LayerChanges NONE = new LayerChanges(new TreeMap<>());

  /** What is said of one path. */
  public sealed interface Change {
    /** The entry is there. */
    record Put(Entry entry) implements Change {}

    /** Nothing is there any more. */
    record Gone() implements Change {}
  }

  /**
   * Of what is known already.
   *
   * @param put with the parents that the layer shall hold
   * @param gone is there in the tree below, and in a directory that stays or is among {@code put}
   */
  public static LayerChanges of(
      SortedMap<ImagePath, ? extends Entry> put, Collection<ImagePath> gone) {
    SortedMap<ImagePath, Change> changes = new TreeMap<>();
    put.forEach((path, entry) -> changes.put(path, new Change.Put(entry)));
    gone.forEach(path -> changes.put(path, new Change.Gone()));
    return new LayerChanges(changes);
  }

  static LayerChanges between(Tree before, Tree after) throws IOException {
    SortedMap<ImagePath, Change> changes = new TreeMap<>();
    for (TreeDiff.Difference difference : TreeDiff.between(before, after).differences()) {
      ImagePath path = difference.path();
      switch (difference) {
        case TreeDiff.Difference.Added(_, Entry entry) -> changes.put(path, new Change.Put(entry));
        case TreeDiff.Difference.Changed(_, _, Entry entry, _) ->
            changes.put(path, new Change.Put(entry));
        case TreeDiff.Difference.Removed _ -> {
          // What was in a directory goes with it.
          ImagePath parent = path.parent().orElseThrow();
          if (after.entry(parent).orElse(null) instanceof Entry.Directory
              && before.entry(parent).orElse(null) instanceof Entry.Directory) {
            changes.put(path, new Change.Gone());
          }
        }
      }
    }
    addLinks(after, changes);
    addParents(after, changes);
    return new LayerChanges(changes);
  }

  /** All names of a file that has any of them in the layer. */
  private static void addLinks(Tree after, SortedMap<ImagePath, Change> changes) {
    Set<Long> inodes = new HashSet<>();
    for (Change change : changes.values()) {
      if (change instanceof Change.Put(Entry.RegularFile file) && file.inode() > 0) {
        inodes.add(file.inode());
      }
    }
    if (inodes.isEmpty()) {
      return;
    }
    Map<ImagePath, Change> added = new HashMap<>();
    after.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (entry instanceof Entry.RegularFile file && inodes.contains(file.inode())) {
            added.put(path, new Change.Put(file));
          }
        });
    changes.putAll(added);
  }

  private static void addParents(Tree after, SortedMap<ImagePath, Change> changes) {
    for (ImagePath path : List.copyOf(changes.keySet())) {
      var parent = path.parent();
      while (parent.isPresent() && !changes.containsKey(parent.get())) {
        changes.put(parent.get(), new Change.Put(after.entry(parent.get()).orElseThrow()));
        parent = parent.get().parent();
      }
    }
  }
}
