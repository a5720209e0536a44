package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** COPY --from of what is no earlier stage. */
final class CopyFromNoStage implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3022",
        Severity.WARNING,
        "COPY --from should name an earlier stage, or an image with its tag");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    Set<String> names = new HashSet<>();
    int stages = 0;
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.From from -> {
          stages++;
          from.stageName().ifPresent(names::add);
        }
        case Instruction.Copy copy when !copy.add() && copy.from().isPresent() -> {
          String source = copy.from().get().value();
          if (!source.contains(":")
              && !names.contains(source.toLowerCase(Locale.ROOT))
              && !isNumberBelow(source, stages)) {
            broken.add(each);
          }
        }
        default -> {}
      }
    }
  }

  private static boolean isNumberBelow(String text, int most) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    return digits > 0 && digits < 6 && Integer.parseInt(text.substring(0, digits)) < most;
  }
}
