package dev.kobako.build;

import dev.kobako.dockerfile.CheckWarning;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Statement;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All stages of a Dockerfile with what is to be done, every variable expanded. A stage depends on
 * earlier ones only. Only stages that the target needs are {@linkplain Stage#needed needed}, and
 * only those have steps.
 *
 * @param target index of the stage that is the result
 * @param epoch the SOURCE_DATE_EPOCH that a build argument or an ARG before FROM sets
 * @param notes what a person should know once, each a line
 * @param warnings what is no error and had better be changed, in the order of the Dockerfile
 */
public record Plan(
    SourceText dockerfile,
    List<Stage> stages,
    int target,
    Optional<Instant> epoch,
    List<String> notes,
    List<CheckWarning> warnings) {
  public Plan {
    stages = List.copyOf(stages);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /**
   * A stage.
   *
   * @param index in the order of the Dockerfile, from 0
   * @param name in lower case; empty where it has none
   * @param base what it starts from
   * @param steps in order; where the stage is needed, one for each of {@code instructions}, and
   *     before them, where a context stands in the place of its base, one that copies that
   * @param config of the image that it makes, without layers and history
   * @param needed whether the target needs it
   * @param uncached whether its steps run in any case
   * @param from its FROM
   * @param instructions triggers of the base, then those of the Dockerfile
   */
  public record Stage(
      int index,
      String name,
      Base base,
      Platform platform,
      List<Step> steps,
      ImageConfig config,
      boolean needed,
      boolean uncached,
      Statement from,
      List<Statement> instructions) {
    public Stage {
      steps = List.copyOf(steps);
      instructions = List.copyOf(instructions);
    }

    /** The stages whose trees this one starts from, copies from or mounts. */
    public SortedSet<Integer> dependencies() {
      SortedSet<Integer> all = new TreeSet<>();
      if (base instanceof Base.Earlier(int stage)) {
        all.add(stage);
      }
      steps.forEach(step -> all.addAll(dependencies(step)));
      return all;
    }

    /** The stages that a step copies from or mounts. */
    public static SortedSet<Integer> dependencies(Step step) {
      List<CopySource> sources =
          switch (step) {
            case CopyStep copy -> List.of(copy.from());
            case RunStep run -> run.mounts().stream().map(RunStep.PlannedMount::from).toList();
            case WorkdirStep _, MetadataStep _ -> List.of();
          };
      SortedSet<Integer> all = new TreeSet<>();
      for (CopySource source : sources) {
        if (source instanceof CopySource.OfStage(int stage)) {
          all.add(stage);
        }
      }
      return all;
    }
  }

  /** What a stage starts from. */
  public sealed interface Base {
    /** Nothing. */
    record Scratch() implements Base {}

    /** Another stage. */
    record Earlier(int stage) implements Base {}

    /**
     * An image.
     *
     * @param reference as the Dockerfile has it, expanded
     */
    record Of(String reference, Image image) implements Base {}

    /** An image that was not asked for, since no needed stage starts from it. */
    record Unresolved(String reference) implements Base {}
  }

  /** The stage that is wanted. */
  public Stage targetStage() {
    return stages.get(target);
  }

  /** The stages that needed ones copy from or mount. */
  Set<Integer> copiedFrom() {
    Set<Integer> all = new TreeSet<>();
    for (Stage stage : stages) {
      if (stage.needed) {
        stage.steps.forEach(step -> all.addAll(Stage.dependencies(step)));
      }
    }
    return all;
  }

  /** The digest of all instructions, without comments: equal for two clones of a project. */
  Digest instructions() {
    KeyWriter all = new KeyWriter("instructions");
    for (Stage stage : stages) {
      all.text(stage.from.original());
      for (Statement each : stage.instructions) {
        all.text(each.original());
        each.heredocs().forEach(heredoc -> all.text(heredoc.content()));
      }
    }
    return all.key();
  }

  /** The stage of that name, the last one of several, or number. */
  public Optional<Stage> stage(String nameOrNumber) {
    for (Stage stage : stages.reversed()) {
      if (!stage.name().isEmpty() && stage.name().equalsIgnoreCase(nameOrNumber)) {
        return Optional.of(stage);
      }
    }
    return stages.stream()
        .filter(stage -> Integer.toString(stage.index()).equals(nameOrNumber))
        .findFirst();
  }
}
