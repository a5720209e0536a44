package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import org.jspecify.annotations.Nullable;

/** A stage whose last USER is root. */
final class RootAtTheEnd implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3002", Severity.WARNING, "The last USER of a stage should not be root");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    LintedInstruction root = null;
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From) {
        tell(root, broken);
        root = null;
      } else if (each.instruction() instanceof Instruction.User user) {
        root = isRoot(user.user()) ? each : null;
      }
    }
    tell(root, broken);
  }

  private static void tell(@Nullable LintedInstruction root, Breaches broken) {
    if (root != null) {
      broken.add(root);
    }
  }

  private static boolean isRoot(String user) {
    return user.equals("root")
        || user.equals("0")
        || user.startsWith("root:")
        || user.startsWith("0:");
  }
}
