package dev.kobako.lint;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Programs that are there to fetch or unpack something once, and stay. */
final class FetchToolsShipped implements Rule {
  /** Packages, and the programs that are in them. */
  private static final SortedMap<String, Set<String>> PROGRAMS =
      new TreeMap<>(
          Map.of(
              "curl", Set.of("curl"),
              "wget", Set.of("wget"),
              "gnupg", Set.of("gpg"),
              "gpg", Set.of("gpg"),
              "unzip", Set.of("unzip"),
              "bzip2", Set.of("bzip2", "bunzip2"),
              "xz-utils", Set.of("xz", "unxz")));

  @Override
  public Description description() {
    return new Description(
        "S07", Severity.INFO, "Fetch with ADD, or take the tool away in the same RUN");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<LayerEffects> layers = file.layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerEffects layer = layers.get(i);
      for (Map.Entry<String, Set<String>> tool : PROGRAMS.entrySet()) {
        if (stays(layer, tool.getKey())
            && calls(layer, tool.getValue())
            && noneNeeds(layers, i, tool.getValue())) {
          broken.add(
              layer.instruction(),
              tool.getKey()
                  + " is installed to be used once, and stays: use ADD --checksum, or purge it in"
                  + " this RUN");
          break;
        }
      }
    }
  }

  /** Neither a RUN behind a layer nor what the image runs, which may stand before it. */
  private static boolean noneNeeds(List<LayerEffects> layers, int at, Set<String> programs) {
    for (int i = 0; i < layers.size(); i++) {
      boolean isEarlierRun =
          i <= at && layers.get(i).instruction().instruction() instanceof Instruction.Run;
      if (!isEarlierRun && names(layers.get(i), programs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean stays(LayerEffects layer, String tool) {
    return layer.installs().stream()
        .anyMatch(each -> each.endsWith(" " + tool) && !layer.takesAway(each));
  }

  private static boolean calls(LayerEffects layer, Set<String> programs) {
    return programs.stream().anyMatch(layer.instruction().script()::calls);
  }

  /** Whether a later instruction runs it, or a program of the image may. */
  private static boolean names(LayerEffects layer, Set<String> programs) {
    return switch (layer.instruction().instruction()) {
      case Instruction.Run _ -> calls(layer, programs);
      case Instruction.Cmd cmd -> names(cmd.command(), programs);
      case Instruction.Entrypoint entrypoint -> names(entrypoint.command(), programs);
      case Instruction.Healthcheck health ->
          health.check().filter(check -> names(check.command(), programs)).isPresent();
      default -> false;
    };
  }

  private static boolean names(Command command, Set<String> programs) {
    String text =
        switch (command) {
          case Command.Exec(List<String> words) -> String.join(" ", words);
          case Command.Shell shell -> shell.line();
        };
    return programs.stream().anyMatch(text::contains);
  }
}
