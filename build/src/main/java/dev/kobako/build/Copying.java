package dev.kobako.build;

import java.util.function.Function;

/** Does what COPY and ADD say, in memory; contents stay where they are. */
public final class Copying {
  private Copying() {}

  /**
   * Selects.
   *
   * @param sources the tree that a path source is looked for in
   * @throws dev.kobako.diagnostic.KobakoException a finding at the instruction, where a source is
   *     not there
   */
  public static CopySelection select(CopyStep step, Function<CopySource, SourceTree> sources) {
    throw new UnsupportedOperationException(step + " " + sources);
  }
}
