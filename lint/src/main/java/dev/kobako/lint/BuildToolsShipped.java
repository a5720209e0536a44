package dev.kobako.lint;

import java.util.List;
import java.util.Optional;

/** Compilers and headers in an image that is shipped. */
final class BuildToolsShipped implements Rule {
  @Override
  public Description description() {
    return new Description(
        "S06", Severity.INFO, "Build in a stage of its own: the image needs no compilers");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<LayerEffects> layers = file.layers();
    for (LayerEffects layer : layers) {
      Optional<String> tool =
          layer.installs().stream()
              .filter(each -> BuildTools.isTool(each.substring(each.indexOf(' ') + 1)))
              .filter(each -> !layer.takesAway(each))
              .sorted()
              .findFirst();
      tool.ifPresent(each ->
          broken.add(
              layer.instruction(),
              each.substring(each.indexOf(' ') + 1)
                  + " is shipped: build in a stage of its own and COPY --from it, or take the"
                  + " package away in this RUN"));
    }
  }
}
