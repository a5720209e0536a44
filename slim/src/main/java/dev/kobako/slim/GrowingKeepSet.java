package dev.kobako.slim;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A keep set in the making: paths of a tree, each with the first reason that was given for it, and
 * with the directories above it.
 */
final class GrowingKeepSet {
  private final Tree tree;
  private final TreeMap<ImagePath, Kept> kept = new TreeMap<>();

  GrowingKeepSet(Tree tree) {
    this.tree = tree;
  }

  /** What it has grown to. */
  KeepSet keepSet() {
    return new KeepSet(kept);
  }

  /** Whether a path is kept already. */
  boolean has(ImagePath path) {
    return kept.containsKey(path);
  }

  /**
   * Keeps what {@code path} leads to, and every link on the way; a directory without what is in it.
   *
   * @return where it leads; empty where it leads nowhere
   */
  Optional<ImagePath> keep(String path, Reason reason) {
    Resolution resolution = tree.resolve(path);
    if (resolution.entry().isEmpty()) {
      return Optional.empty();
    }
    add(resolution.place(), resolution.entry().get(), reason);
    for (ImagePath link : resolution.links()) {
      Entry linkEntry = tree.entry(link).orElseThrow();
      add(link, linkEntry, reason.as(reason.how() + " (the link to it)"));
    }
    if (path.contains("/../")) {
      keepDetour(path, resolution.place());
    }
    return Optional.of(resolution.place());
  }

  /** A name before {@code ..} must be there as well, or the kernel won't find what comes after. */
  private void keepDetour(String path, ImagePath place) {
    int up = path.indexOf("/../");
    while (up > 0) {
      keep(path.substring(0, up), Reason.needed(place, "is on the way to"));
      up = path.indexOf("/../", up + 1);
    }
  }

  /** Puts an entry in, with the directories above it. The first reason stays. */
  void add(ImagePath path, Entry entry, Reason reason) {
    if (kept.putIfAbsent(path, new Kept(path, entry, reason)) != null) {
      return;
    }
    Optional<ImagePath> parent = path.parent();
    Reason holds = Reason.needed(path, Reason.HOLDS);
    while (parent.isPresent() && !kept.containsKey(parent.get())) {
      Entry directory =
          tree.entry(parent.get())
              .filter(Entry.Directory.class::isInstance)
              .orElseGet(() -> new Entry.Directory(Attributes.of(0755)));
      kept.put(parent.get(), new Kept(parent.get(), directory, holds));
      parent = parent.get().parent();
    }
  }

  /** Replaces or adds an entry that kobako makes itself. */
  void generate(ImagePath path, Entry entry, Reason reason) {
    kept.remove(path);
    add(path, entry, reason);
  }
}
