package dev.kobako.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A deletion of what a layer below has written: the image ships the bytes for nobody. */
final class DeletedInLaterLayer implements Rule {
  private static final Set<String> TIDYING =
      Set.of("rm", "rmdir", "unlink", "cd", "find", "true", "set", "echo", "test", "[");

  @Override
  public Description description() {
    return new Description(
        "S01", Severity.WARNING, "Delete in the layer that writes: below it the bytes stay");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<LayerEffects> layers = file.layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerEffects layer = layers.get(i);
      earlier(layers.subList(0, i), layer)
          .ifPresent(each ->
              broken.add(
                  layer.instruction(),
                  "What this deletes stays in the layer of line "
                      + each.instruction().line()
                      + ": delete it there"));
    }
  }

  /** The layer that has written what another one deletes, which has not written it itself. */
  private static Optional<LayerEffects> earlier(List<LayerEffects> below, LayerEffects layer) {
    return below.reversed().stream().filter(each -> deletes(layer, each)).findFirst();
  }

  private static boolean deletes(LayerEffects layer, LayerEffects below) {
    return layer.removes().stream().anyMatch(path -> deletes(layer, path, below))
        || layer.uninstalls().stream()
            .anyMatch(each -> below.installs().contains(each) && !layer.installs().contains(each))
        || layer.empties().stream()
            .anyMatch(each ->
                below.fills().contains(each) && !layer.instruction().script().any(each.fills()));
  }

  /**
   * What is in a folder that was copied may have been made by the very script that deletes it, if
   * that does something else as well.
   */
  private static boolean deletes(LayerEffects layer, String path, LayerEffects below) {
    if (path.equals("/") || layer.writesBelow(path)) {
      return false;
    }
    return below.writesBelow(path)
        || (below.touches(path)
            && layer.instruction().script().commands().stream()
                .allMatch(command -> TIDYING.contains(command.name())));
  }
}
