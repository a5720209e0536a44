package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** A stage that is shipped without a label which the schema asks for. */
final class MissingLabel implements Rule {
  private final SortedMap<String, LabelType> schema;

  MissingLabel(SortedMap<String, LabelType> schema) {
    this.schema = schema;
  }

  @Override
  public Description description() {
    return new Description("DL3049", Severity.INFO, "This label is missing");
  }

  private record Stage(LintedInstruction instruction, String image, String name) {}

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (String label : schema.keySet()) {
      for (Stage each : without(file, label)) {
        broken.add(each.instruction, description().message() + ": " + label);
      }
    }
  }

  /** Stages that have it in no way: others start from them or copy from them, and don't count. */
  private static List<Stage> without(LintedFile file, String label) {
    List<Stage> lacking = new ArrayList<>();
    Set<String> having = new HashSet<>();
    Stage current = null;
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.From from -> {
          current =
              new Stage(each, ImageName.of(from.image()).stage(), from.stageName().orElse(""));
          if (having.contains(current.image)) {
            having.add(current.name);
          } else {
            lacking.add(current);
          }
        }
        case Instruction.Copy copy when !copy.add() && copy.from().isPresent() -> {
          String source = copy.from().get().value();
          lacking.removeIf(stage -> !stage.name.isEmpty() && stage.name.equalsIgnoreCase(source));
        }
        case Instruction.Label labels -> {
          if (current != null && has(labels, label)) {
            lacking.remove(current);
            having.add(current.name);
          }
        }
        default -> {}
      }
    }
    lacking.sort(Comparator.comparingInt(stage -> stage.instruction.line()));
    return lacking;
  }

  private static boolean has(Instruction.Label labels, String name) {
    return labels.labels().stream().anyMatch(pair -> Words.plain(pair.name()).equals(name));
  }
}
