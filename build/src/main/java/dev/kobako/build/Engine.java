package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;

/**
 * Runs plans: stages at the same time where they don't need each other, the steps of a stage one
 * after the other, each from the cache where nothing that it depends on has changed.
 */
public final class Engine {
  private final EngineSettings settings;
  private final BuildEvents events;

  public Engine(EngineSettings settings, BuildEvents events) {
    this.settings = settings;
    this.events = events;
  }

  /**
   * Builds the target.
   *
   * @throws KobakoException a finding at the instruction, where a step fails; what was done before
   *     it is in the cache
   */
  public Image run(Plan plan) {
    throw new UnsupportedOperationException(settings + " " + events + plan);
  }
}
