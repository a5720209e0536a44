package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.TreeDiff;
import java.util.Set;

/**
 * A path that is not the same in two trees.
 *
 * @param path of an entry of any kind
 * @param what is different
 * @param aspects in what an entry differs that both trees have; none for others
 * @param bytesBefore that the path accounts for in the first tree: of a file with several names the
 *     first one has them all, and the others none, as everything that is no regular file
 * @param bytesAfter the same of the second tree
 */
public record FileChange(
    ImagePath path, What what, Set<TreeDiff.Aspect> aspects, long bytesBefore, long bytesAfter) {
  /** Kinds of differences, those that matter most first. */
  public enum What {
    /** Only the second tree has the path. */
    ADDED,
    /** Only the first tree has it. */
    REMOVED,
    /** Something else is there: other bytes, another target, another kind of entry. */
    CHANGED,
    /** The same with another mode, owner, extended attributes or other hard links. */
    ATTRIBUTES,
    /** The same with another time of last change. */
    TIME
  }

  /** How many bytes more the path accounts for; below 0 for fewer. */
  public long growth() {
    return bytesAfter - bytesBefore;
  }
}
