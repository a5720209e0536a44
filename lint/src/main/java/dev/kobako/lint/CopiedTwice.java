package dev.kobako.lint;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;

/** The same files copied by two instructions. */
final class CopiedTwice implements Rule {
  @Override
  public Description description() {
    return new Description(
        "S13", Severity.WARNING, "Copy a file once: the layer below keeps the first one");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    WorkingFolder folder = new WorkingFolder();
    List<Copied> copies = new ArrayList<>();
    for (LayerEffects layer : file.layers()) {
      switch (layer.instruction().instruction()) {
        case Instruction.Workdir workdir -> folder.go(Words.unquoted(workdir.path()));
        case Instruction.Copy copy -> {
          Copied now = Copied.of(layer.instruction(), copy, folder);
          copies.stream()
              .filter(now::holds)
              .findFirst()
              .ifPresent(earlier ->
                  broken.add(
                      layer.instruction(),
                      "This copies again what line " + earlier.instruction.line() + " has copied"));
          copies.add(now);
        }
        default -> {}
      }
    }
  }

  /** A copy, by where it is from and where it goes. */
  private record Copied(
      LintedInstruction instruction, String from, List<String> sources, String destination) {
    static Copied of(LintedInstruction instruction, Instruction.Copy copy, WorkingFolder folder) {
      String destination = Words.unquoted(copy.destination());
      return new Copied(
          instruction,
          copy.from().map(Flag::value).orElse(""),
          copy.sources().stream().map(Words::unquoted).toList(),
          folder.place(destination).orElse(""));
    }

    /**
     * Whether it brings all that an earlier one brought to the same place. Of a context only the
     * very same: manifests that are copied before all the rest are how dependencies get a layer.
     */
    boolean holds(Copied earlier) {
      if (destination.isEmpty() || sources.isEmpty() || !from.equals(earlier.from)) {
        return false;
      }
      boolean same = sources.equals(earlier.sources) && destination.equals(earlier.destination);
      return same || (!from.isEmpty() && isWithin(earlier));
    }

    private boolean isWithin(Copied earlier) {
      if (sources.size() != 1 || earlier.sources.size() != 1) {
        return false;
      }
      String source = Words.withoutLastSlash(sources.getFirst());
      String inner = Words.withoutLastSlash(earlier.sources.getFirst());
      return !inner.equals(source)
          && LayerEffects.isBelow(inner, source)
          && inner.substring(source.length()).equals(below(earlier.destination, destination));
    }

    private static String below(String path, String folder) {
      return LayerEffects.isBelow(path, folder) ? path.substring(folder.length()) : "/..";
    }
  }
}
