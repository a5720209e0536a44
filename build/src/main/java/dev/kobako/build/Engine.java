package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import java.time.Instant;
import java.util.Optional;

/**
 * Runs plans: stages at the same time where they don't need each other, the steps of a stage one
 * after the other, each from the cache where nothing that it depends on has changed.
 */
public final class Engine {
  private final EngineSettings settings;
  private final BuildEvents events;
  private final Copier copier;
  private final ContainerRuns containers;

  public Engine(EngineSettings settings, BuildEvents events) {
    this(
        settings,
        events,
        new Copying(settings.cache().folders().sources(), settings.environment())::select,
        new SandboxedRuns(settings.containers(), settings.cache().folders().layers()));
  }

  /** For tests, with others who copy and run. */
  Engine(EngineSettings settings, BuildEvents events, Copier copier, ContainerRuns containers) {
    this.settings = settings;
    this.events = events;
    this.copier = copier;
    this.containers = containers;
  }

  /**
   * Builds the target.
   *
   * @throws KobakoException a finding at the instruction, where a step fails; what was done before
   *     it is in the cache. Outside, where the calling thread is interrupted; all containers are
   *     gone then
   */
  public Image run(Plan plan) {
    BuildCache cache = settings.cache();
    Optional<Instant> epoch = plan.epoch().or(settings::epoch);
    Session session =
        new Session(
            settings,
            epoch,
            cache,
            new StateTrees(cache),
            copier,
            containers,
            events,
            plan.dockerfile());
    StageTasks tasks = new StageTasks();
    DoneSteps done = new DoneSteps(session);
    StageState result =
        tasks.run(
            plan.stages().stream().filter(Plan.Stage::needed).toList(),
            plan.target(),
            stage -> new StageRun(session, stage, tasks::result, done).run());
    return result.image(plan.targetStage().config(), epoch);
  }
}
