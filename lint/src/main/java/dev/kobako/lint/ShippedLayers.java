package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The instructions whose layers an image of the file has: those of the last stage, and before them
 * those of the stages that it starts from, the lowest first.
 */
final class ShippedLayers {
  /** No image has a tenth of that many layers; each is held against all below it. */
  private static final int MOST = 2_000;

  private ShippedLayers() {}

  private record Stage(Instruction.From from, List<LintedInstruction> instructions) {}

  /** With what is known of each. */
  static List<LayerEffects> of(LintedFile file) {
    List<Stage> stages = stages(file);
    List<LintedInstruction> shipped = new ArrayList<>();
    int number = stages.size() - 1;
    while (number >= 0) {
      shipped.addAll(0, stages.get(number).instructions);
      number = base(stages, number);
    }
    return shipped.size() > MOST ? List.of() : LayerEffects.of(shipped);
  }

  /** The last stage alone, which may start from another one; empty where there is none. */
  static List<LintedInstruction> last(LintedFile file) {
    List<Stage> stages = stages(file);
    return stages.isEmpty() ? List.of() : stages.getLast().instructions;
  }

  /** The stage that a word of FROM or {@code --from} means, with those that it starts from. */
  static List<LintedInstruction> named(LintedFile file, String word) {
    List<Stage> stages = stages(file);
    List<LintedInstruction> all = new ArrayList<>();
    int number = find(stages, stages.size(), word);
    while (number >= 0) {
      all.addAll(0, stages.get(number).instructions);
      number = base(stages, number);
    }
    return all;
  }

  /** The image that everything starts from, as FROM has it; empty for a file without stages. */
  static Optional<Instruction.From> bottom(LintedFile file) {
    List<Stage> stages = stages(file);
    int number = stages.size() - 1;
    while (number >= 0 && base(stages, number) >= 0) {
      number = base(stages, number);
    }
    return number < 0 ? Optional.empty() : Optional.of(stages.get(number).from);
  }

  private static List<Stage> stages(LintedFile file) {
    List<Stage> stages = new ArrayList<>();
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From from) {
        stages.add(new Stage(from, new ArrayList<>()));
      }
      if (!stages.isEmpty()) {
        stages.getLast().instructions.add(each);
      }
    }
    return stages;
  }

  /** The number of the stage that another one starts from, or -1. */
  private static int base(List<Stage> stages, int number) {
    return find(stages, number, stages.get(number).from.image());
  }

  private static int find(List<Stage> stages, int before, String word) {
    String wanted = Words.unquoted(word).toLowerCase(Locale.ROOT);
    for (int i = before - 1; i >= 0; i--) {
      if (stages.get(i).from.stageName().filter(wanted::equals).isPresent()
          || String.valueOf(i).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
