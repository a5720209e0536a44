package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * What level proven takes away or leaves as one: a file with all its names, a link, an empty
 * folder, a member of a file.
 *
 * @param number its place in the list of all; tells units of one list apart
 * @param paths its names, at least one
 * @param owner the package, or for a member the file with the first part of its name, that it
 *     belongs to; empty where there is none
 * @param bytes that are gained without it
 * @param asked whether runs of the original asked for it; then it is likely to stay
 * @param shown whether the trace of each run shows if it was asked for; not so for members
 */
record Unit(
    int number, List<ImagePath> paths, String owner, long bytes, boolean asked, boolean shown) {
  Unit {
    paths = List.copyOf(paths);
    if (paths.isEmpty() || bytes < 0) {
      throw new IllegalArgumentException(paths + " with " + bytes + " bytes");
    }
  }

  /** The first of its names. */
  ImagePath path() {
    return paths.getFirst();
  }

  /** The folder in which that is; the root's is the root. */
  ImagePath folder() {
    return path().parent().orElse(ImagePath.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Unit unit && number == unit.number && path().equals(unit.path());
  }

  @Override
  public int hashCode() {
    return number;
  }
}
