package dev.kobako.tree;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is told what the members of a layer do to the tree below, in the order in which it happens. Paths
 * are put together only when they are asked for, which must be during the call.
 */
public interface LayerObserver {
  /** Looks away. */
  LayerObserver NONE =
      new LayerObserver() {
        @Override
        public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {}

        @Override
        public void gone(Supplier<ImagePath> path, Entry entry) {}
      };

  /**
   * An entry has been put somewhere, be it by a member of its own or as a further name of a file.
   * All that was in a directory which it replaces has been told to be {@link #gone} before.
   *
   * @param before what was there; null for nothing
   */
  void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before);

  /** A mark, or something else at the place of a directory above, has taken an entry away. */
  void gone(Supplier<ImagePath> path, Entry entry);
}
