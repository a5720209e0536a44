package dev.kobako.base;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.util.List;

/**
 * The tree of a base.
 *
 * @param made what no package holds: kobako's own work, by path
 * @param dropped what packages hold and the tree does not, rule by rule
 * @param notes what installing would have done and kobako did not, or did not keep, by package
 */
public record MadeTree(MemoryTree tree, List<Made> made, List<Dropped> dropped, List<Note> notes) {
  public MadeTree {
    made = List.copyOf(made);
    dropped = List.copyOf(dropped);
    notes = List.copyOf(notes);
  }

  /** A tree from which nothing was dropped and about which there is nothing to say. */
  public MadeTree(MemoryTree tree, List<Made> made) {
    this(tree, made, List.of(), List.of());
  }

  /**
   * A file that kobako made.
   *
   * @param effect whose work it stands for, in words: {@code ldconfig}, {@code
   *     update-ca-certificates}
   */
  public record Made(ImagePath path, String effect) {}

  /**
   * Files of packages that were left out.
   *
   * @param rule why, in words: {@code documentation}
   * @param entries how many; folders are not counted
   * @param bytes the sum of their sizes
   */
  public record Dropped(String rule, long entries, long bytes) {}

  /**
   * Work of a package's scripts that was not done, or is not in the tree.
   *
   * @param packageName whose scripts
   * @param text what they would have done, or what is missing
   */
  public record Note(String packageName, String text) {}
}
