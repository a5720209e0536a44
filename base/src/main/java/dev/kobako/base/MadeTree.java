package dev.kobako.base;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.util.List;

/**
 * The tree of a base.
 *
 * @param made what no package holds: kobako's own work, by path
 */
public record MadeTree(MemoryTree tree, List<Made> made) {
  public MadeTree {
    made = List.copyOf(made);
  }

  /**
   * A file that kobako made.
   *
   * @param effect whose work it stands for, in words: {@code ldconfig}, {@code
   *     update-ca-certificates}
   */
  public record Made(ImagePath path, String effect) {}
}
