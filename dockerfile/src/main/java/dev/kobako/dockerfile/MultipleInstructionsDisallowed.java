package dev.kobako.dockerfile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A stage has one CMD, one ENTRYPOINT and one HEALTHCHECK: of several the last counts. */
final class MultipleInstructionsDisallowed implements BuildCheck {
  private static final List<String> COUNTED = List.of("cmd", "entrypoint", "healthcheck");

  @Override
  public String name() {
    return "MultipleInstructionsDisallowed";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Stage stage : file.stages()) {
      if (!stage.facts().needed()) {
        continue;
      }
      Map<String, Statement> before = new TreeMap<>();
      for (Instruction instruction : stage.instructions()) {
        Statement statement = instruction.statement();
        if (COUNTED.contains(statement.keyword())) {
          Statement lost = before.put(statement.keyword(), statement);
          if (lost != null) {
            findings.add(
                lost,
                "only the last %s of a stage counts, and this is another one"
                    .formatted(file.keyword(statement)));
          }
        }
      }
    }
  }
}
