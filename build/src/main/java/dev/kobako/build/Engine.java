package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import java.util.List;

/**
 * Runs plans: stages at the same time where they don't need each other, the steps of a stage one
 * after the other, each from the cache where nothing that it depends on has changed.
 */
public final class Engine {
  private static final int ATTEMPTS = 3;

  private final EngineSettings settings;
  private final BuildEvents events;
  private final Copier copier;
  private final ContainerRuns containers;
  private final Notes notes;

  public Engine(EngineSettings settings, BuildEvents events) {
    this(
        settings,
        events,
        settings.copying()::select,
        new SandboxedRuns(settings.containers(), settings.cache().folders().layers()));
  }

  /** For tests, with others who copy and run. */
  Engine(EngineSettings settings, BuildEvents events, Copier copier, ContainerRuns containers) {
    this.settings = settings;
    this.events = events;
    this.copier = copier;
    this.containers = containers;
    this.notes = new Notes(events);
  }

  /**
   * Builds the target.
   *
   * @throws KobakoException a finding at the instruction, where a step fails; what was done before
   *     it is in the cache. Outside, where the calling thread is interrupted; all containers are
   *     gone then
   */
  public Image run(Plan plan) {
    return build(plan).image();
  }

  /**
   * Builds the target, so that others can be told of it.
   *
   * @throws KobakoException as {@link #run} does
   */
  public Built build(Plan plan) {
    for (int attempt = 1; ; attempt++) {
      try {
        return built(plan, attempt > 1);
      } catch (MissingLayerException e) {
        // A record alone was enough for a while. What is done by now is in the cache. Once more for
        // layers that are gone, and once more where an import turns out to be out of reach.
        if (attempt == ATTEMPTS) {
          throw e;
        }
        events.note(e.getMessage() + " is not in the cache any more: its step runs again");
      }
    }
  }

  /**
   * What a build would take from the cache and what it would run, for each step of each stage that
   * is needed; runs nothing.
   *
   * @throws KobakoException as {@link #run} does, where what is copied is not there
   */
  public List<StepForecast> forecast(Plan plan) {
    return new Forecast(session(plan, new UsedRecords())).of(plan);
  }

  private Session session(Plan plan, UsedRecords used) {
    BuildCache cache = settings.cache();
    ContextTrees contexts = new ContextTrees(settings.contexts(), AskedPaths.of(plan));
    return new Session(
        settings,
        plan.epoch().or(settings::epoch),
        cache,
        new StateTrees(cache),
        contexts,
        copier,
        containers,
        notes,
        events,
        plan.dockerfile(),
        plan.instructions(),
        plan.copiedFrom(),
        used,
        new LastBuild(new EarlierBuilds(cache.folders()), plan, contexts.of("").folder()));
  }

  private Built built(Plan plan, boolean strict) {
    BuildCache cache = settings.cache();
    UsedRecords used = new UsedRecords();
    Session session = session(plan, used);
    StageTasks tasks = new StageTasks();
    DoneSteps done = new DoneSteps(session, strict);
    StageState result;
    try {
      result =
          tasks.run(
              plan.stages().stream().filter(Plan.Stage::needed).toList(),
              plan.target(),
              stage -> new StageRun(session, stage, tasks::result, done).run());
    } finally {
      session.last().save();
    }
    List<Layer> layers = result.assembly().layers();
    cache.require(layers);
    return new Built(
        result.image(plan.targetStage().config(), session.epoch()),
        new CacheExport(cache, used.records(), layers.stream().filter(cache::isOfStep).toList()));
  }
}
