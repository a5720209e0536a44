package dev.kobako.slim;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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

  /** Goes on with what is kept of a tree already. */
  GrowingKeepSet(Tree tree, KeepSet start) {
    this.tree = tree;
    start.all().forEach(each -> kept.put(each.path(), each));
  }

  /** What it has grown to. */
  KeepSet keepSet() {
    return new KeepSet(kept);
  }

  /** What is kept for its own sake. */
  Set<ImagePath> paths() {
    Set<ImagePath> paths = new HashSet<>();
    kept.forEach((path, one) -> {
      if (!one.reason().isToHold()) {
        paths.add(path);
      }
    });
    return paths;
  }

  /** Whether a path is kept already. */
  boolean has(ImagePath path) {
    return kept.containsKey(path);
  }

  /** Whether a path is kept because an ELF file can't be started without it. */
  boolean isNeeded(ImagePath path) {
    Kept at = kept.get(path);
    return at != null && at.reason().isOfLoader();
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
      add(link, linkEntry, reason.as("a link; what it leads to is " + reason.how()));
    }
    if (path.contains("/../")) {
      keepDetour(path, resolution.place());
    }
    return Optional.of(resolution.place());
  }

  /** See {@link Closure#keepUnfollowed}. */
  Optional<ImagePath> keepUnfollowed(String path, Reason reason) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return keep(path, reason);
    }
    String above = slash == 0 ? "/" : path.substring(0, slash);
    Resolution folder = tree.resolve(above);
    if (!(folder.entry().orElse(null) instanceof Entry.Directory)) {
      keepWay(above, reason);
      return Optional.empty();
    }
    ImagePath place = folder.place().child(name);
    Optional<Entry> entry = tree.entry(place);
    if (entry.isEmpty()) {
      keepWay(above, reason);
      return Optional.empty();
    }
    add(place, entry.get(), reason);
    if (!folder.links().isEmpty() || above.contains("/../")) {
      keep(above, Reason.needed(place, "is on the way to"));
    }
    return Optional.of(place);
  }

  /** See {@link Closure#keepWay}. */
  void keepWay(String path, Reason reason) {
    Resolution resolution = tree.resolve(path);
    resolution
        .links()
        .forEach(link -> add(link, tree.entry(link).orElseThrow(), reason.as("a link on the way")));
    ImagePath end = resolution.place();
    ImagePath folder = end;
    while (tree.entry(folder).isEmpty()) {
      folder = folder.parent().orElseThrow();
    }
    add(folder, tree.entry(folder).orElseThrow(), reason);
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
