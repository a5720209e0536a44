package dev.kobako.build;

import dev.kobako.image.Image;

/** Where COPY, ADD and bind mounts take files from. */
public sealed interface CopySource {
  /**
   * The default context, or a named one that is no image.
   *
   * @param name as the command line has it; empty for the default one
   */
  record Context(String name) implements CopySource {
    /** The context that the command line names last. */
    public static final Context DEFAULT = new Context("");
  }

  /** Another stage of the plan. */
  record OfStage(int stage) implements CopySource {}

  /** An image. */
  record OfImage(String reference, Image image) implements CopySource {}

  /**
   * Nothing, an empty tree: all sources are here-documents, URLs or git repositories, or it is
   * {@code scratch}.
   */
  record Nowhere() implements CopySource {}
}
