package dev.kobako.tree;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place of a tree that is being made. Its children are in no order; freezing sorts them. */
final class Growth {
  Entry entry;
  @Nullable Origin origin;

  /** What is in the directory; null for all else. */
  private @Nullable Map<String, Growth> children;

  /**
   * The newest layer of which it is known that nothing of the layers below it is left in the
   * directory, so that a further mark need not look again; -1 before.
   */
  int clearSince = -1;

  Growth(Entry entry, @Nullable Origin origin) {
    this.entry = entry;
    this.origin = origin;
  }

  static Growth impliedDirectory(@Nullable Origin origin) {
    return new Growth(MemoryTree.IMPLIED, origin);
  }

  boolean isDirectory() {
    return entry instanceof Entry.Directory;
  }

  @Nullable Growth child(String name) {
    return children == null ? null : children.get(name);
  }

  void put(String name, Growth child) {
    if (children == null) {
      children = new HashMap<>(4);
    }
    children.put(name, child);
  }

  void remove(String name) {
    if (children != null) {
      children.remove(name);
    }
  }

  void removeAll() {
    children = null;
  }

  /** What is in the directory; removing from it removes from the directory. */
  Map<String, Growth> children() {
    return children == null ? Map.of() : children;
  }

  /** Whether the layer with this number, or one above it, has put the entry here. */
  boolean isFrom(int layer) {
    return origin != null && origin.layer() >= layer;
  }
}
