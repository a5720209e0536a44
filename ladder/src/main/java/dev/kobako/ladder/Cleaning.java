package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;

/** What a rule sees of an image and what it may do to it. */
public interface Cleaning {
  /** The original's tree. */
  Tree tree();

  /** What its package database says. */
  InstalledPackages packages();

  /** Whether a path still stays, after the rules before. */
  boolean stays(ImagePath path);

  /** Takes away a path and all below it. */
  void remove(ImagePath path);

  /** Puts a smaller content with the same meaning in place of a regular file's. */
  void replace(ImagePath path, Content content);
}
