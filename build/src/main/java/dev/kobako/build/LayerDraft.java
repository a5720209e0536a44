package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.Printable;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A layer in the making: a tree that can't be changed, and what is put over it. Works as a file
 * system does, so that what BuildKit does with system calls comes to the same here.
 */
final class LayerDraft {
  /** What the folders are that parents of something copied become where nobody says otherwise. */
  static final int PARENT_MODE = 0755;

  private final Tree parent;
  private final Map<ImagePath, Entry> changes = new HashMap<>();

  /** Where something of the parent was taken away: at and below it only the changes count. */
  private final Set<ImagePath> replaced = new HashSet<>();

  private long lastInode;

  LayerDraft(Tree parent) {
    this.parent = parent;
  }

  /** What is exactly at a path now. */
  Optional<Entry> entry(ImagePath path) {
    Entry changed = changes.get(path);
    if (changed != null) {
      return Optional.of(changed);
    }
    return isReplaced(path) ? Optional.empty() : parent.entry(path);
  }

  private boolean isReplaced(ImagePath path) {
    if (replaced.isEmpty()) {
      return false;
    }
    Optional<ImagePath> place = Optional.of(path);
    while (place.isPresent()) {
      if (replaced.contains(place.get())) {
        return true;
      }
      place = place.get().parent();
    }
    return false;
  }

  /** A number for a new group of hard links; it means something in this layer only. */
  long newInode() {
    return ++lastInode;
  }

  /**
   * Puts an entry into a directory that is there. A directory over a directory keeps what is in it;
   * anything else takes away what was there.
   */
  void put(ImagePath path, Entry entry) {
    Entry old = entry(path).orElse(null);
    if (old instanceof Entry.Directory && !(entry instanceof Entry.Directory)) {
      remove(path);
    } else if (old != null
        && !(old instanceof Entry.Directory)
        && entry instanceof Entry.Directory) {
      remove(path);
    }
    changes.put(path, entry);
  }

  /** Takes away what is at a path with all below it. */
  void remove(ImagePath path) {
    changes.keySet().removeIf(each -> each.startsWith(path));
    replaced.add(path);
  }

  /**
   * Where a path leads: links are followed inside the root, the last name's too; names that are not
   * there are taken as they are.
   */
  ImagePath resolve(String path) {
    return resolve(ImagePath.ROOT, path);
  }

  /** The same with a directory of the tree as root, as after chroot(2). */
  ImagePath resolve(ImagePath root, String path) {
    Deque<String> ahead = new ArrayDeque<>();
    push(ahead, path);
    ImagePath here = root;
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (name.equals("..")) {
        here = here.equals(root) ? root : here.parent().orElse(root);
        continue;
      }
      ImagePath next = here.child(name);
      if (entry(next).orElse(null) instanceof Entry.Symlink link) {
        if (++links > Resolution.MAX_LINKS) {
          throw KobakoException.finding(
              Diagnostic.of(
                  Printable.text(path),
                  "leads through more than "
                      + Resolution.MAX_LINKS
                      + " links, the last at "
                      + Printable.text(next.toString()),
                  "look for links that lead to each other"));
        }
        push(ahead, link.target());
        here = link.target().startsWith("/") ? root : here;
      } else {
        here = next;
      }
    }
    return here;
  }

  private static void push(Deque<String> ahead, String path) {
    String[] names = path.split("/");
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        ahead.push(names[i]);
      }
    }
  }

  /**
   * Makes a directory with its parents where they are missing. Links are not followed: who wants
   * that {@linkplain #resolve resolves} first.
   *
   * @param attributes of those that are made
   */
  void makeDirectories(ImagePath path, Attributes attributes) {
    Entry found = entry(path).orElse(null);
    if (found instanceof Entry.Directory) {
      return;
    }
    if (found != null) {
      throw KobakoException.finding(
          Diagnostic.of(
              Printable.text(path.toString()),
              "is no directory in the stage so far, and something is to be copied into it",
              "choose another destination, or remove it first"));
    }
    makeDirectories(path.parent().orElseThrow(), attributes);
    changes.put(path, new Entry.Directory(attributes));
  }

  /**
   * What the layer puts: all that was put, with the directories that it is in; never the root,
   * which belongs to no layer.
   */
  SortedMap<ImagePath, Entry> entries() {
    Map<ImagePath, Entry> all = new HashMap<>(changes);
    for (ImagePath path : changes.keySet()) {
      Optional<ImagePath> above = path.parent();
      while (above.isPresent() && !above.get().isRoot() && !all.containsKey(above.get())) {
        all.put(above.get(), entry(above.get()).orElseThrow());
        above = above.get().parent();
      }
    }
    all.remove(ImagePath.ROOT);
    return new TreeMap<>(all);
  }

  /** The same with what is gone. */
  LayerChanges changes() {
    Set<ImagePath> gone = new HashSet<>();
    replaced.forEach(path -> addGone(path, gone));
    return LayerChanges.of(entries(), gone);
  }

  /**
   * What was in a directory that was replaced and is a directory again: only archives with the same
   * name twice come to this. Anything else hides what was below it by itself.
   */
  private void addGone(ImagePath path, Set<ImagePath> gone) {
    if (!(changes.get(path) instanceof Entry.Directory)
        || !(parent.entry(path).orElse(null) instanceof Entry.Directory)) {
      return;
    }
    for (String name : parent.names(path)) {
      ImagePath old = path.child(name);
      if (changes.containsKey(old)) {
        addGone(old, gone);
      } else {
        gone.add(old);
      }
    }
  }
}
