package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A thread that lists the directories of a context in the order in which a walk will want them.
 * What fails is left to the walk, which meets it again and tells. The thread ends with the walk.
 */
final class ContextAhead implements AutoCloseable {
  private static final ContextAhead NONE = new ContextAhead();

  private volatile boolean closed;

  private ContextAhead() {}

  /**
   * Begins.
   *
   * @param directories lists a directory and gives the directories in it
   */
  static ContextAhead below(ImagePath start, Function<ImagePath, List<ImagePath>> directories) {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      return NONE;
    }
    ContextAhead ahead = new ContextAhead();
    Thread.ofPlatform().daemon().name("context-ahead").start(() -> ahead.list(start, directories));
    return ahead;
  }

  private void list(ImagePath start, Function<ImagePath, List<ImagePath>> directories) {
    Deque<ImagePath> wanted = new ArrayDeque<>(List.of(start));
    while (!wanted.isEmpty() && !closed) {
      try {
        for (ImagePath each : directories.apply(wanted.pop()).reversed()) {
          wanted.push(each);
        }
      } catch (KobakoException _) {
        // the walk comes here too
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
