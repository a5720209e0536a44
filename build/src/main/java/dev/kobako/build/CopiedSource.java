package dev.kobako.build;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;

/**
 * One file or folder that a COPY or ADD takes; a pattern comes to as many as it matches.
 *
 * @param source the tree that it is in
 * @param place where it is, all links followed
 * @param name what it was called, which is its name in a destination that is a folder
 * @param contents whether of a folder all that is in it is copied, and not the folder itself
 * @param filter what of a folder is copied
 * @param unpack whether it is unpacked, if it is an archive
 */
record CopiedSource(
    SourceTree source,
    ImagePath place,
    String name,
    boolean contents,
    CopyFilter filter,
    boolean unpack) {
  /** Is told of all that is copied, parents first. */
  interface Visitor {
    /**
     * An entry.
     *
     * @param path in the source's tree
     * @param below the path from the source, without leading slash; empty for the source itself
     * @param inPassing whether this is a directory that is not chosen itself, only something in it
     */
    void visit(ImagePath path, String below, Entry entry, boolean inPassing);
  }

  Entry entry() {
    return source.tree().entry(place).orElseThrow();
  }

  /** Tells of all that the filter lets through; the source itself always. */
  void walk(Visitor visitor) {
    if (filter.isEmpty()) {
      int start = place.isRoot() ? 1 : place.toString().length() + 1;
      source
          .tree()
          .walk(
              place,
              (path, entry) -> {
                String text = path.toString();
                // nothing below the source is called by fewer letters
                String below = text.length() < start ? "" : text.substring(start);
                visitor.visit(path, below, entry, false);
              });
    } else {
      new FilteredWalk(source.tree(), filter, visitor).walk(place);
    }
  }
}
