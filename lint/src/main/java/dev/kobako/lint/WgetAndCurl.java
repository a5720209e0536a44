package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A stage that needs both of two programs for one thing. */
final class WgetAndCurl implements Rule {
  @Override
  public Description description() {
    return new Description("DL4001", Severity.WARNING, "Use wget or curl, not both");
  }

  @Override
  public void check(LintedFile file, Consumer<LintedInstruction> broken) {
    Set<String> used = new HashSet<>();
    for (LintedInstruction each : file.instructions()) {
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
          broken.accept(each);
        }
      }
    }
  }
}
