package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.SortedMap;

/** A rule about the labels that a schema asks for. */
abstract class LabelRule implements Rule {
  /** What is asked for, by name. */
  final SortedMap<String, LabelType> schema;

  LabelRule(SortedMap<String, LabelType> schema) {
    this.schema = schema;
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.Label label) {
        for (String name : schema.keySet()) {
          if (values(label, name).stream().anyMatch(value -> breaks(name, value))) {
            broken.add(each, description().message() + ": " + name);
          }
        }
      }
    }
  }

  private static List<String> values(Instruction.Label label, String name) {
    return label.labels().stream()
        .filter(pair -> Words.plain(pair.name()).equals(name))
        .map(pair -> Words.plain(pair.value()))
        .toList();
  }

  /** Whether a label of the schema must not have that value. */
  abstract boolean breaks(String name, String value);
}
