package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.Optional;

/**
 * A change of contents, mode, owner or place of what a layer below has written: a file is stored
 * whole in both.
 */
final class ChangedInLaterLayer implements Rule {
  @Override
  public Description description() {
    return new Description(
        "S02",
        Severity.WARNING,
        "Change files in the layer that writes them: each is shipped twice");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<LayerEffects> layers = file.layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerEffects layer = layers.get(i);
      Optional<LayerEffects> below =
          layers.subList(0, i).reversed().stream().filter(each -> changes(layer, each)).findFirst();
      if (below.isPresent()) {
        broken.add(layer.instruction(), message(below.get().instruction()));
      }
    }
  }

  private static boolean changes(LayerEffects layer, LayerEffects below) {
    return layer.changes().stream()
        .anyMatch(path -> below.touches(path) && !layer.writesBelow(path));
  }

  private static String message(LintedInstruction written) {
    return written.instruction() instanceof Instruction.Copy
        ? "What this changes is shipped twice: give the COPY of line "
            + written.line()
            + " --chown or --chmod, or change it before"
        : "What this changes is shipped twice: do it in the RUN of line " + written.line();
  }
}
