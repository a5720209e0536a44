package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.Expansion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Makes the plan of a Dockerfile, as BuildKit's {@code dockerfile2llb} understands it. Its only I/O
 * is asking for base images.
 */
public final class Planner {
  private final BuildRequest request;
  private final BaseImages images;

  public Planner(BuildRequest request, BaseImages images) {
    this.request = request;
    this.images = images;
  }

  /**
   * Plans all stages that the target needs; others are parsed only.
   *
   * @throws KobakoException a finding with line and caret; usage, where the request names what the
   *     Dockerfile doesn't have; outside, where an image can't be fetched
   */
  public Plan plan() {
    Dockerfile dockerfile = Dockerfile.parse(request.dockerfile());
    Expansion expansion = new Expansion(dockerfile.syntax().escape());
    StageReading reading = new StageReading(dockerfile);
    BuildArguments arguments =
        new BuildArguments(request, request.target().orElseGet(reading::lastName));
    reading.declare(arguments, expansion);
    Optional<Instant> epoch = arguments.epoch();
    NamedSources named = new NamedSources(request, images, reading.names());
    StageGraph graph =
        new StageGraph(reading.stages(arguments, expansion, named, request.platform()));
    StageDraft target = target(graph, reading.names());
    graph.refuseCircles();
    check(dockerfile, graph, target);
    SortedSet<Integer> needed =
        new BaseResolution(graph, named, request).resolve(target, arguments);
    StagesPlanning planning = new StagesPlanning(request, graph, named, arguments, expansion);
    List<Plan.Stage> stages = new ArrayList<>();
    for (StageDraft stage : graph.stages()) {
      stages.add(
          needed.contains(stage.index()) ? planning.needed(stage, target) : planning.other(stage));
    }
    return new Plan(
        request.dockerfile(),
        stages,
        target.index(),
        epoch,
        notes(planning, arguments),
        new PlanChecks(request, dockerfile).warnings(stages, planning.unset()));
  }

  /** Says what no value makes right before any image is asked for. */
  private static void check(Dockerfile dockerfile, StageGraph graph, StageDraft target) {
    for (int needed : graph.reachable(target)) {
      for (Placed placed : graph.stages().get(needed).instructions()) {
        dockerfile.check(placed.instruction());
      }
    }
  }

  private StageDraft target(StageGraph graph, List<String> names) {
    if (request.target().isEmpty()) {
      return graph.stages().getLast();
    }
    String name = request.target().get();
    return graph
        .named(name)
        .orElseThrow(() ->
            KobakoException.usage(
                Diagnostic.of(
                    request.dockerfile().place(),
                    "there is no stage '" + name + "'",
                    targetRemedy(name, names))));
  }

  private static String targetRemedy(String name, List<String> names) {
    return Spelling.nearest(name.toLowerCase(Locale.ROOT), names)
        .map(nearest -> "did you mean --target " + nearest + "?")
        .orElse(
            names.isEmpty()
                ? "give the stage a name: FROM IMAGE AS NAME"
                : "stages are called by name: " + String.join(", ", names));
  }

  private static List<String> notes(StagesPlanning planning, BuildArguments arguments) {
    List<String> notes = new ArrayList<>(planning.notes());
    List<String> unused = arguments.unused();
    if (!unused.isEmpty()) {
      notes.add(
          "no ARG of the Dockerfile takes the build argument"
              + (unused.size() == 1 ? " " : "s ")
              + String.join(", ", unused));
    }
    return notes;
  }
}
