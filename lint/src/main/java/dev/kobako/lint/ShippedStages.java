package dev.kobako.lint;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was found in stages of which something is left in the end: the last one, and those that
 * others start from.
 */
final class ShippedStages {
  private final List<Found> found = new ArrayList<>();
  private final Set<String> bases = new HashSet<>();
  private Stage current = new Stage(ImageName.of("scratch"), "", "");

  /** A stage is known by how its FROM reads: two that read the same are one to hadolint. */
  private record Stage(ImageName image, String platform, String name) {}

  private record Found(Stage stage, LintedInstruction instruction) {}

  void enter(Instruction.From from) {
    ImageName image = ImageName.of(from.image());
    bases.add(image.name());
    current =
        new Stage(image, from.platform().map(Flag::value).orElse(""), from.stageName().orElse(""));
  }

  /** Something of the stage at hand. */
  void remember(LintedInstruction instruction) {
    found.add(new Found(current, instruction));
  }

  /** All that was remembered of stages that matter. */
  List<LintedInstruction> shipped() {
    return found.stream()
        .filter(each -> each.stage.equals(current) || bases.contains(each.stage.name))
        .map(Found::instruction)
        .toList();
  }
}
