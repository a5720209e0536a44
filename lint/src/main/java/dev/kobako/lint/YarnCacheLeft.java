package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.function.Predicate;

/** yarn install that leaves its cache in a layer which is shipped. */
final class YarnCacheLeft implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3060", Severity.INFO, "Run yarn cache clean behind yarn install, in the same RUN");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    check(file.instructions(), broken);
    check(file.triggers(), broken);
  }

  private static void check(List<LintedInstruction> instructions, Breaches broken) {
    ShippedStages stages = new ShippedStages();
    for (LintedInstruction each : instructions) {
      if (each.instruction() instanceof Instruction.From from) {
        stages.enter(from);
      } else if (each.instruction() instanceof Instruction.Run run
          && leavesCache(run, each.script())) {
        stages.remember(each);
      }
    }
    stages.shipped().forEach(broken::add);
  }

  private static boolean leavesCache(Instruction.Run run, RunScript script) {
    Predicate<ShellCommand> install = command -> command.installs("yarn");
    Predicate<ShellCommand> clean = command -> command.is("yarn", "cache", "clean");
    return script.any(install)
        && (script.any(clean)
            ? script.isBefore(clean, install)
            : !ScratchMount.isAt(run, ".cache/yarn"));
  }
}
