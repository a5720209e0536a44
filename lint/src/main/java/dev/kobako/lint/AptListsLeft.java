package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;

/** apt-get update whose lists stay in the layer, where that layer is shipped. */
final class AptListsLeft implements Rule {
  private static final String LISTS = "/var/lib/apt/lists";

  @Override
  public Description description() {
    return new Description(
        "DL3009", Severity.INFO, "Remove /var/lib/apt/lists/* in the RUN that ran apt-get update");
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
      } else if (each.instruction() instanceof Instruction.Run run && leavesLists(run, each)) {
        stages.remember(each);
      }
    }
    stages.shipped().forEach(broken::add);
  }

  private static boolean leavesLists(Instruction.Run run, LintedInstruction each) {
    return each.script().any(AptListsLeft::updates)
        && !each.script().any(command -> command.is("rm", "-rf", LISTS + "/*"))
        && !ScratchMount.isAt(run, LISTS)
        && !(ScratchMount.isAt(run, "/var/lib/apt") && ScratchMount.isAt(run, "/var/cache/apt"));
  }

  private static boolean updates(ShellCommand command) {
    return command.is("apt", "update")
        || command.is("apt-get", "update")
        || command.is("aptitude", "update");
  }
}
