package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.ImageConfig;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;

/** What a rule sees of an image and what it may do to it. */
public interface Cleaning {
  /** What is cleaned: the original's tree or, at deeper levels, what is kept of it. */
  Tree tree();

  /** How the image is run. */
  ImageConfig config();

  /** What the original's package database says. */
  InstalledPackages packages();

  /** Whether a path is there and still stays, after the rules before. */
  boolean stays(ImagePath path);

  /** Whether the path is in use: a run or the user asked for it. At level clean nothing is. */
  boolean isAsked(ImagePath path);

  /** Takes away a path and all below it, but for what {@linkplain #isAsked is asked for}. */
  void remove(ImagePath path);

  /**
   * Puts a smaller content with the same meaning in place of a regular file's; its other names get
   * it too.
   *
   * @throws IllegalArgumentException if it is no regular file
   */
  void replace(ImagePath path, Content content);

  /**
   * Makes a regular file another name of one that has the same contents and attributes, unless one
   * of them alone got a smaller content.
   *
   * @throws IllegalArgumentException if one of them is no regular file
   */
  void link(ImagePath path, ImagePath same);
}
