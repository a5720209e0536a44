package dev.kobako.build;

import dev.kobako.tree.MemoryTree;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What stages copy from and mount.
 *
 * @param stages waits for a stage
 */
record Sources(Session session, IntFunction<StageState> stages) {
  /** The layers of a source, where it is made of some. */
  Optional<Chain> chain(CopySource source) {
    return switch (source) {
      case CopySource.OfStage(int stage) -> Optional.of(stages.apply(stage).chain());
      case CopySource.OfImage(_, var image) -> Optional.of(Chain.of(image));
      case CopySource.Context _, CopySource.Nowhere _ -> Optional.empty();
    };
  }

  /** Its tree; reads layers. */
  SourceTree tree(CopySource source) {
    return switch (source) {
      case CopySource.Context(String name) -> session.contexts().of(name);
      case CopySource.Nowhere _ ->
          new StateSource(MemoryTree.builder().build(), session.cache().folder());
      case CopySource.OfStage _, CopySource.OfImage _ ->
          new StateSource(
              session.trees().of(chain(source).orElseThrow()), session.cache().folder());
    };
  }
}
