package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.Optional;
import java.util.Set;

/** A copy of the whole context that nothing keeps litter from. */
final class BroadCopy implements Rule {
  private static final Set<String> WHOLE = Set.of(".", "./", "/", "*", "./*");

  @Override
  public Description description() {
    return new Description(
        "S09", Severity.INFO, "Copy what is needed, or keep the rest away with a .dockerignore");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    Optional<String> fact = file.context().flatMap(BroadCopy::fact);
    if (fact.isEmpty()) {
      return;
    }
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.Copy copy
          && copy.from().isEmpty()
          && copy.excludes().isEmpty()
          && takesAll(copy)) {
        broken.add(each, "This copies all that is there, and " + fact.get());
      }
    }
  }

  /** Whether a source of it is the whole context. */
  static boolean takesAll(Instruction.Copy copy) {
    return copy.sources().stream().map(Words::unquoted).anyMatch(WHOLE::contains);
  }

  private static Optional<String> fact(LintedContext context) {
    if (!context.hasIgnoreFile()) {
      return Optional.of("there is no .dockerignore");
    }
    return context.litter().isEmpty()
        ? Optional.empty()
        : Optional.of(".dockerignore lets " + String.join(", ", context.litter()) + " through");
  }
}
