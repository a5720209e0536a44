package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * Files that are there in the end and have the same bytes, but are not the same file.
 *
 * @param copies at least two, by path
 * @param bytes of one of them
 */
public record DuplicateFiles(List<Copy> copies, long bytes) {
  /**
   * One of the files.
   *
   * @param path its first name
   * @param layer that ships it, 0 for the lowest
   */
  public record Copy(ImagePath path, int layer) {}

  public DuplicateFiles {
    copies = List.copyOf(copies);
  }

  /** What all copies but one take. */
  public long additionalBytes() {
    return bytes * (copies.size() - 1);
  }

  /** Whether one layer ships them all, so that hard links in it could make them one. */
  public boolean isWithinOneLayer() {
    return copies.stream().mapToInt(Copy::layer).distinct().count() == 1;
  }
}
