package dev.kobako.sandbox;

import dev.kobako.tree.MemoryTree;
import java.nio.file.Path;

/**
 * A command that changes a tree. The tree is laid out inside the sandbox, with its owners and
 * setuid bits, in memory where there is enough; nobody else sees it there, and what becomes of it
 * comes back as a tar.
 *
 * @param tree what the command's root is made of; it stays as it is
 * @param run the command; its root is an empty folder of the host, on which the tree is mounted, or
 *     in which it lies where memory is scarce
 * @param ids the users and groups that files can belong to
 * @param result where the tar of the changed tree is written, uncompressed; absolute
 */
public record TreeRun(MemoryTree tree, Run run, IdMap ids, Path result) {
  public TreeRun {
    if (!result.isAbsolute()) {
      throw new IllegalArgumentException("a result needs an absolute path: " + result);
    }
    if (run.stdin().length > 0) {
      throw new IllegalArgumentException("the command of a tree's run has nothing to read");
    }
  }

  /** The same in another folder. */
  TreeRun in(Path root) {
    return new TreeRun(tree, run.withRoot(root), ids, result);
  }
}
