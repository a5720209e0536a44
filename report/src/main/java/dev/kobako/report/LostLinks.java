package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * Names that were one file (hard links) in a lower layer, and are several with the same bytes since
 * an upper layer has written them again.
 *
 * @param paths those that were written again, in order
 * @param bytes of one of the files
 * @param lost what the additional copies take
 */
public record LostLinks(List<ImagePath> paths, long bytes, long lost) {
  public LostLinks {
    paths = List.copyOf(paths);
  }
}
