package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A stage that needs both of two programs for one thing. */
final class WgetAndCurl implements Rule {
  @Override
  public Description description() {
    return new Description("DL4001", Severity.WARNING, "Use wget or curl, not both");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    check(file.instructions(), broken);
    check(file.triggers(), broken);
  }

  private static void check(List<LintedInstruction> instructions, Breaches broken) {
    Set<String> used = new HashSet<>();
    for (LintedInstruction each : instructions) {
      if (each.instruction() instanceof Instruction.From) {
        used.clear();
      } else if (each.instruction() instanceof Instruction.Run) {
        RunScript script = each.script();
        boolean fetches = false;
        for (String program : new String[] {"curl", "wget"}) {
          if (script.calls(program)) {
            used.add(program);
            fetches = true;
          }
        }
        if (fetches && used.size() > 1) {
          broken.add(each);
        }
      }
    }
  }
}
