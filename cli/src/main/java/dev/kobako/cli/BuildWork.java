package dev.kobako.cli;

import dev.kobako.build.BaseImages;
import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildContexts;
import dev.kobako.build.BuildRequest;
import dev.kobako.build.Built;
import dev.kobako.build.Copying;
import dev.kobako.build.Engine;
import dev.kobako.build.EngineSettings;
import dev.kobako.build.Plan;
import dev.kobako.build.Planner;
import dev.kobako.build.SourceTree;
import dev.kobako.image.Image;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.Containers;
import dev.kobako.toolbox.Tool;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** The builds of one command, one for each platform, which share context, cache and display. */
final class BuildWork {
  private final Console console;
  private final BuildDisplay display;
  private final BuildCache cache;
  private final BuildContexts contexts;
  private final BuildContexts.Opened opened;
  private final BaseImages images;
  private final Demand demand;

  /**
   * What is asked for.
   *
   * @param rewriteTimes whether no file's time may be after SOURCE_DATE_EPOCH
   */
  record Demand(
      BuildArguments request,
      EngineArguments engine,
      CacheArguments caches,
      boolean rewriteTimes) {}

  BuildWork(
      Console console,
      BuildDisplay display,
      BuildCache cache,
      BuildContexts contexts,
      BuildContexts.Opened opened,
      BaseImages images,
      Demand demand) {
    this.console = console;
    this.display = display;
    this.cache = cache;
    this.contexts = contexts;
    this.opened = opened;
    this.images = images;
    this.demand = demand;
  }

  /** What a build for a platform would do. */
  PlanReport forecast(Platform platform, String prefix) throws IOException {
    BuildRequest request = demand.request().request(opened.dockerfile(), platform);
    Plan plan = new Planner(request, images).plan();
    plan.notes().forEach(display::note);
    StepTitles titles = new StepTitles(plan, prefix);
    return new PlanReport(plan, titles, engine(request, titles).forecast(plan));
  }

  /**
   * Builds for a platform, and writes its cache where that is wanted.
   *
   * @param prefix of what steps are called
   */
  BuildResult.Part build(Platform platform, String prefix, Homes homes) throws IOException {
    BuildRequest request = demand.request().request(opened.dockerfile(), platform);
    Plan plan = new Planner(request, images).plan();
    plan.notes().forEach(display::note);
    int before = display.begun();
    Built built = engine(request, new StepTitles(plan, prefix)).build(plan);
    Image image =
        demand.caches().isInline() ? built.export().inlined(built.image()) : built.image();
    demand.caches().write(built.export(), homes, display);
    return new BuildResult.Part(platform, plan, image, display.begun() > before);
  }

  private Engine engine(BuildRequest request, StepTitles titles) throws IOException {
    SortedMap<String, BuildRequest.NamedContext> named = request.contexts();
    return new Engine(
        new EngineSettings(
            cache,
            new Copying(cache.folder(), console.environment()),
            this::containers,
            name -> name.isEmpty() ? opened.tree() : named(named, name),
            demand.engine().secrets(),
            demand.engine().agents(),
            demand.engine().hosts(),
            Optional.empty(),
            demand.rewriteTimes(),
            demand.engine().certificates(),
            demand.engine().limits(display)),
        display.of(titles));
  }

  private SourceTree named(SortedMap<String, BuildRequest.NamedContext> all, String name) {
    BuildRequest.NamedContext context = all.get(name);
    if (context == null) {
      throw new IllegalArgumentException("no context is called " + name);
    }
    return contexts.named(context.value());
  }

  private Containers containers() {
    try (ToolAccess tools = new ToolAccess(console, display)) {
      return Containers.available(
          tools.require(Tool.RUNC).program(), cache.folder().resolve("work"));
    }
  }
}
