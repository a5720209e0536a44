package dev.kobako.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One place of a tree that is being made. Its children are in no order; freezing sorts them. */
final class Growth implements Supplier<ImagePath> {
  Entry entry;
  @Nullable Origin origin;

  /** The directory that it is in and its name there; null for the root. */
  private @Nullable Growth parent;

  private @Nullable String name;

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

  @Nullable Growth child(String childName) {
    return children == null ? null : children.get(childName);
  }

  void put(String childName, Growth child) {
    if (children == null) {
      children = new HashMap<>(4);
    }
    children.put(childName, child);
    child.parent = this;
    child.name = childName;
  }

  /** Where it is, or was before it was taken away. */
  ImagePath path() {
    Deque<String> names = new ArrayDeque<>();
    for (Growth each = this; each.parent != null && each.name != null; each = each.parent) {
      names.push(each.name);
    }
    StringBuilder path = new StringBuilder();
    names.forEach(each -> path.append('/').append(each));
    return path.isEmpty() ? ImagePath.ROOT : ImagePath.of(path.toString());
  }

  /** The same. */
  @Override
  public ImagePath get() {
    return path();
  }

  void remove(String childName) {
    if (children != null) {
      children.remove(childName);
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
