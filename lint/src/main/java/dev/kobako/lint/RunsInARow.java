package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import org.jspecify.annotations.Nullable;

/** RUN behind RUN, each with one command. */
final class RunsInARow implements Rule {
  @Override
  public Description description() {
    return new Description("DL3059", Severity.INFO, "Join RUNs that follow each other");
  }

  /** hadolint's limit is 2, and it counts each command twice. */
  private static final int MOST_COMMANDS = 1;

  @Override
  public void check(LintedFile file, Breaches broken) {
    Instruction.@Nullable Run before = null;
    int commandsBefore = 0;
    for (LintedInstruction each : file.instructions()) {
      if (!(each.instruction() instanceof Instruction.Run run)) {
        before = null;
        continue;
      }
      int commands = each.script().commands().size();
      if (before != null
          && before.statement().flags().equals(run.statement().flags())
          && commands <= MOST_COMMANDS
          && commandsBefore <= MOST_COMMANDS) {
        broken.add(each);
      } else {
        before = run;
        commandsBefore = commands;
      }
    }
  }
}
