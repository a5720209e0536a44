package dev.kobako.build;

import java.util.function.Function;

/** What COPY and ADD are done by: {@link Copying#select}, but in tests of the engine alone. */
interface Copier {
  CopySelection select(CopyStep step, Function<CopySource, SourceTree> sources);
}
