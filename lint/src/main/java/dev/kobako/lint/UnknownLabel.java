package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.SortedMap;

/** A label that the schema does not have, where no others are wanted. */
final class UnknownLabel extends InstructionRule {
  private final SortedMap<String, LabelType> schema;
  private final boolean strict;

  UnknownLabel(SortedMap<String, LabelType> schema, boolean strict) {
    this.schema = schema;
    this.strict = strict;
  }

  @Override
  public Description description() {
    return new Description("DL3050", Severity.INFO, "Only the labels of the schema are wanted");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return strict
        && instruction instanceof Instruction.Label label
        && label.labels().stream().anyMatch(pair -> !schema.containsKey(Words.plain(pair.name())));
  }
}
