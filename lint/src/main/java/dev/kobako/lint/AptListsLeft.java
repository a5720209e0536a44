package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** apt-get update whose lists stay in the layer, where that layer is shipped. */
final class AptListsLeft extends LeftInShippedRun {
  private static final String LISTS = "/var/lib/apt/lists";

  @Override
  public Description description() {
    return new Description(
        "DL3009", Severity.INFO, "Remove /var/lib/apt/lists/* in the RUN that ran apt-get update");
  }

  @Override
  boolean leaves(Instruction.Run run, RunScript script) {
    return script.any(AptListsLeft::updates)
        && !script.any(command -> command.is("rm", "-rf", LISTS + "/*"))
        && !ScratchMount.isAt(run, LISTS)
        && !(ScratchMount.isAt(run, "/var/lib/apt") && ScratchMount.isAt(run, "/var/cache/apt"));
  }

  private static boolean updates(ShellCommand command) {
    return command.is("apt", "update")
        || command.is("apt-get", "update")
        || command.is("aptitude", "update");
  }
}
