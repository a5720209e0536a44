package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.Set;

/** A copy of a whole system folder, or of sources, out of a stage that builds. */
final class WideStageCopy implements Rule {
  private static final Set<String> WIDE =
      Set.of(
          "/usr",
          "/usr/local",
          "/usr/lib",
          "/usr/src",
          "/opt",
          "/root",
          "/home",
          "/var",
          "/lib",
          "/bin",
          "/usr/bin");

  @Override
  public Description description() {
    return new Description(
        "S14", Severity.INFO, "Copy from a stage what it built, not the folder around it");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LayerEffects layer : file.layers()) {
      if (layer.instruction().instruction() instanceof Instruction.Copy copy
          && copy.from().isPresent()) {
        List<LintedInstruction> stage = ShippedLayers.named(file, copy.from().get().value());
        copy.sources().stream()
            .map(source -> Words.withoutLastSlash(Words.unquoted(source)))
            .filter(source -> !stage.isEmpty() && isWide(source, stage))
            .findFirst()
            .ifPresent(source ->
                broken.add(
                    layer.instruction(),
                    "This copies all of " + source + ": name the files that the stage built"));
      }
    }
  }

  private static boolean isWide(String source, List<LintedInstruction> stage) {
    return WIDE.contains(source) || (compiles(stage) && hasSources(stage, source));
  }

  private static boolean compiles(List<LintedInstruction> stage) {
    return stage.stream()
        .filter(each -> each.instruction() instanceof Instruction.Run)
        .anyMatch(each ->
            each.script()
                .any(command ->
                    command.is("go", "build")
                        || command.is("cargo", "build")
                        || command.is("make")
                        || Set.of("mvn", "gradle", "gcc", "g++", "ghc", "javac", "make")
                            .contains(command.name())));
  }

  /** Whether a stage has copied all of its context there. */
  private static boolean hasSources(List<LintedInstruction> stage, String source) {
    return LayerEffects.of(stage).stream()
        .filter(each ->
            each.instruction().instruction() instanceof Instruction.Copy copy
                && copy.from().isEmpty()
                && BroadCopy.takesAll(copy))
        .anyMatch(each -> each.writes().contains(source));
  }
}
