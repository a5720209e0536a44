package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A stage of which nobody can ask whether it works, nor of one that starts from it. */
final class MissingHealthcheck implements Rule {
  @Override
  public Description description() {
    return new Description("DL3057", Severity.IGNORE, "Give the image a HEALTHCHECK");
  }

  private record Stage(LintedInstruction instruction, String image, String name) {}

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<Stage> lacking = new ArrayList<>();
    Set<String> having = new HashSet<>();
    Stage current = null;
    for (LintedInstruction each : file.instructions()) {
      if (each.instruction() instanceof Instruction.From from) {
        String image = ImageName.of(from.image()).stage();
        current = new Stage(each, image, from.stageName().orElse(image));
        if (having.contains(image)) {
          having.add(current.name);
        } else {
          lacking.add(current);
        }
      } else if (each.instruction() instanceof Instruction.Healthcheck && current != null) {
        having.add(current.name);
        lacking.remove(current);
        takeAncestors(current, lacking, having);
      }
    }
    lacking.forEach(stage -> broken.add(stage.instruction));
  }

  private static void takeAncestors(Stage stage, List<Stage> lacking, Set<String> having) {
    List<Stage> parents = lacking.stream().filter(each -> each.name.equals(stage.image)).toList();
    lacking.removeAll(parents);
    for (Stage parent : parents) {
      having.add(parent.name);
      takeAncestors(parent, lacking, having);
    }
  }
}
