package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** A base image without tag and digest. */
final class UntaggedBase implements Rule {
  @Override
  public Description description() {
    return new Description("DL3006", Severity.WARNING, "Name the version of the base image");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    Set<String> stages = new HashSet<>();
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From from) {
        ImageName image = ImageName.of(from.image());
        if (!image.isPinned()
            && !image.name().equals("scratch")
            && !image.name().startsWith("$")
            && !stages.contains(image.name().toLowerCase(Locale.ROOT))) {
          broken.add(each);
        }
        from.stageName().ifPresent(stages::add);
      }
    }
  }
}
