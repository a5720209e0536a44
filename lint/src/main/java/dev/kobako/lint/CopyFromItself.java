package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.Locale;

/** COPY --from of the stage that it is in. */
final class CopyFromItself implements Rule {
  @Override
  public Description description() {
    return new Description("DL3023", Severity.ERROR, "A stage can not copy from itself");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    String stage = "";
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.From from -> stage = from.stageName().orElse("");
        case Instruction.Copy copy when !copy.add() && copy.from().isPresent() -> {
          String source = copy.from().get().value().toLowerCase(Locale.ROOT);
          if (!stage.isEmpty() && source.equals(stage)) {
            broken.add(each);
          }
        }
        default -> {}
      }
    }
  }
}
