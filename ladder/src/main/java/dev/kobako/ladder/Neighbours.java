package dev.kobako.ladder;

import dev.kobako.packages.ImagePackages;
import dev.kobako.packages.SystemPackage;
import dev.kobako.slim.KeepSet;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The folders from which single files are kept. What else is in them may be of the same kind as the
 * kept ones, so an image's next version is told by what is new there.
 */
final class Neighbours {
  private final Tree tree;
  private final NavigableSet<ImagePath> folders = new TreeSet<>();

  private Neighbours(Tree tree) {
    this.tree = tree;
  }

  /** The folders of a lock's single files and links, as far as the tree has them. */
  static Neighbours of(LockedPaths paths, Tree tree) {
    Neighbours neighbours = new Neighbours(tree);
    for (LockedPaths.Line line : paths.lines()) {
      if (line.path().form() == LockedPath.Form.ENTRY
          || line.path().form() == LockedPath.Form.LINK) {
        for (ImagePath place : line.path().places(tree)) {
          place.parent().ifPresent(neighbours.folders::add);
        }
      }
    }
    return neighbours;
  }

  /** What is beside kept files, is not kept itself, and is of no package. */
  SortedSet<ImagePath> strangers(KeepSet keepSet, ImagePackages packages) {
    SortedSet<ImagePath> strangers = new TreeSet<>();
    for (ImagePath each : others(keepSet)) {
      if (packages.owner(each).isEmpty()) {
        strangers.add(each);
      }
    }
    return strangers;
  }

  /** What is beside kept files and nobody knew: nothing of a package that was there before. */
  SortedSet<ImagePath> newcomers(KeepSet keepSet, ImagePackages packages, SlimLock lock) {
    SortedSet<ImagePath> known = new TreeSet<>();
    lock.paths().left().forEach(line -> known.addAll(line.places(tree)));
    SortedSet<ImagePath> newcomers = new TreeSet<>();
    for (ImagePath each : others(keepSet)) {
      Optional<SystemPackage> owner = packages.owner(each);
      if (!known.contains(each) && (owner.isEmpty() || !lock.knows(owner.get().id()))) {
        newcomers.add(each);
      }
    }
    return newcomers;
  }

  private SortedSet<ImagePath> others(KeepSet keepSet) {
    SortedSet<ImagePath> others = new TreeSet<>();
    for (ImagePath folder : folders) {
      if (tree.entry(folder).orElse(null) instanceof Entry.Directory) {
        for (String name : tree.names(folder)) {
          ImagePath place = folder.child(name);
          if (keepSet.at(place).isEmpty()) {
            others.add(place);
          }
        }
      }
    }
    return others;
  }
}
