package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.IntConsumer;

/** A stage whose last USER is root. */
final class RootAtTheEnd implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3002", Severity.WARNING, "The last USER of a stage should not be root");
  }

  @Override
  public void check(LintedFile file, IntConsumer broken) {
    int root = 0;
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From) {
        tell(root, broken);
        root = 0;
      } else if (each.instruction() instanceof Instruction.User user) {
        root = isRoot(user.user()) ? each.line() : 0;
      }
    }
    tell(root, broken);
  }

  private static void tell(int line, IntConsumer broken) {
    if (line > 0) {
      broken.accept(line);
    }
  }

  private static boolean isRoot(String user) {
    return user.equals("root")
        || user.equals("0")
        || user.startsWith("root:")
        || user.startsWith("0:");
  }
}
