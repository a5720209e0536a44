package dev.kobako.build;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import java.util.List;
import java.util.Optional;

/**
 * All stages of a Dockerfile with what is to be done, every variable expanded. A stage names those
 * it needs, which come before it. Only stages that the target needs are {@linkplain Stage#needed
 * needed}.
 *
 * @param target index of the stage that is the result
 */
public record Plan(SourceText dockerfile, List<Stage> stages, int target) {
  public Plan {
    stages = List.copyOf(stages);
  }

  /**
   * A stage.
   *
   * @param index in the order of the Dockerfile, from 0
   * @param name in lower case; empty where it has none
   * @param base what it starts from
   * @param steps in order
   * @param config of the image that it makes, without layers and history
   * @param needed whether the target needs it
   * @param uncached whether its steps run in any case
   */
  public record Stage(
      int index,
      String name,
      Base base,
      Platform platform,
      List<Step> steps,
      ImageConfig config,
      boolean needed,
      boolean uncached) {
    public Stage {
      steps = List.copyOf(steps);
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
  }

  /** The stage that is wanted. */
  public Stage targetStage() {
    return stages.get(target);
  }

  /** The stage of that name or number. */
  public Optional<Stage> stage(String nameOrNumber) {
    throw new UnsupportedOperationException(nameOrNumber);
  }
}
