package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.Predicate;

/** yarn install that leaves its cache in a layer which is shipped. */
final class YarnCacheLeft extends LeftInShippedRun {
  @Override
  public Description description() {
    return new Description(
        "DL3060", Severity.INFO, "Run yarn cache clean behind yarn install, in the same RUN");
  }

  @Override
  boolean leaves(Instruction.Run run, RunScript script) {
    Predicate<ShellCommand> install = command -> command.installs("yarn");
    Predicate<ShellCommand> clean = command -> command.is("yarn", "cache", "clean");
    return script.any(install)
        && (script.any(clean)
            ? script.isBefore(clean, install)
            : !ScratchMount.isAt(run, ".cache/yarn"));
  }
}
