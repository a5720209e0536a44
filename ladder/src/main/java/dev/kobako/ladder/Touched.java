package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.ImageConfig;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/** What a {@link Family} sees of an image and its use, and what it may keep. */
public interface Touched {
  /** The original's tree, with the origin of each entry. */
  MemoryTree tree();

  /** The original's layers with what made them, the lowest first. */
  List<LayerTar> layers();

  /** The original's configuration. */
  ImageConfig config();

  /** What its package database says. */
  InstalledPackages packages();

  /**
   * What runs asked for and is in the original, by the path without links. Where it was asked for
   * by several names, all that was wanted of any is told.
   */
  SortedMap<ImagePath, Asked> asked();

  /** Whether a path is kept so far, for whatever reason. */
  boolean isKept(ImagePath path);

  /**
   * Keeps every file, link and other entry below a folder that the filter lets through, with the
   * folders on the way and with what ELF files among it load; folders without any of it don't stay.
   *
   * @param because the touched path that shows the family's use
   */
  void keepAll(ImagePath folder, Predicate<ImagePath> filter, ImagePath because) throws IOException;

  /** Keeps one path, and what it loads if it is an ELF file. */
  void keep(ImagePath path, ImagePath because) throws IOException;
}
