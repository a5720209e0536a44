package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.ImageConfig;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Predicate;

/** What a {@link Family} sees of an image and its use, and what it may keep. */
public interface Touched {
  /** The original's tree, with the origin of each entry. */
  MemoryTree tree();

  /** The original's configuration. */
  ImageConfig config();

  /** What its package database says. */
  InstalledPackages packages();

  /** What runs asked for and was there, by the path without links. */
  SortedMap<ImagePath, Asked> asked();

  /** Whether a path is kept so far, for whatever reason. */
  boolean isKept(ImagePath path);

  /**
   * Keeps everything below a folder that the filter lets through, with what ELF files among it
   * load.
   *
   * @param because the touched path that shows the family's use
   */
  void keepAll(ImagePath folder, Predicate<ImagePath> filter, ImagePath because) throws IOException;

  /** Keeps one path, and what it loads if it is an ELF file. */
  void keep(ImagePath path, ImagePath because) throws IOException;
}
