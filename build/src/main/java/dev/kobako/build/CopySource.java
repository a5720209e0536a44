package dev.kobako.build;

import dev.kobako.image.Image;

/** Where COPY, ADD and bind mounts take files from. */
public sealed interface CopySource {
  /** The default context, or the named one of a folder. */
  record Context(String name) implements CopySource {
    /** The context that the command line names last. */
    public static final Context DEFAULT = new Context("");
  }

  /** Another stage of the plan. */
  record OfStage(int stage) implements CopySource {}

  /** An image. */
  record OfImage(String reference, Image image) implements CopySource {}

  /** Nothing: all sources are here-documents, URLs or git repositories. */
  record Nowhere() implements CopySource {}
}
