package dev.kobako.build;

import dev.kobako.dockerfile.IgnorePatterns.Standing;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes through a folder and tells of what a filter lets through. A directory that it doesn't let
 * through is told of, in passing, when something in it is.
 */
final class FilteredWalk {
  private final Tree tree;
  private final CopyFilter filter;
  private final CopiedSource.Visitor visitor;

  /** The directories above that have not been told of. */
  private final Deque<Passed> passed = new ArrayDeque<>();

  private record Passed(ImagePath path, String below, Entry entry) {}

  FilteredWalk(Tree tree, CopyFilter filter, CopiedSource.Visitor visitor) {
    this.tree = tree;
    this.filter = filter;
    this.visitor = visitor;
  }

  void walk(ImagePath start) {
    Entry entry = tree.entry(start).orElseThrow();
    visitor.visit(start, "", entry, false);
    if (entry instanceof Entry.Directory) {
      below(start, "", filter.included().top(), filter.excluded().top());
    }
  }

  private void below(ImagePath directory, String prefix, Standing included, Standing excluded) {
    for (String name : tree.names(directory)) {
      ImagePath path = directory.child(name);
      String below = prefix.isEmpty() ? name : prefix + "/" + name;
      Entry entry = tree.entry(path).orElse(null);
      if (entry instanceof Entry.Directory) {
        directory(path, below, entry, included, excluded);
      } else if (entry != null
          && (filter.included().isEmpty() || filter.included().ignores(included, below))
          && !filter.excluded().ignores(excluded, below)) {
        tell(path, below, entry);
      }
    }
  }

  private void directory(
      ImagePath path, String below, Entry entry, Standing included, Standing excluded) {
    Standing in = filter.included().standing(included, below);
    Standing out = filter.excluded().standing(excluded, below);
    if (out.ignored() && filter.excluded().ignoresAllBelow(below)) {
      return;
    }
    boolean chosen = (filter.included().isEmpty() || in.ignored()) && !out.ignored();
    if (chosen) {
      tell(path, below, entry);
    } else {
      passed.addLast(new Passed(path, below, entry));
    }
    below(path, below, in, out);
    if (!chosen && !passed.isEmpty() && passed.getLast().path().equals(path)) {
      passed.removeLast();
    }
  }

  private void tell(ImagePath path, String below, Entry entry) {
    while (!passed.isEmpty()) {
      Passed above = passed.removeFirst();
      visitor.visit(above.path(), above.below(), above.entry(), true);
    }
    visitor.visit(path, below, entry, false);
  }
}
