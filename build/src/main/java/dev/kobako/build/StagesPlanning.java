package dev.kobako.build;

import dev.kobako.dockerfile.CheckedFile;
import dev.kobako.dockerfile.Expansion;
import dev.kobako.dockerfile.Statement;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;

/** Plans one stage after the other; each goes on from what an earlier one came to. */
final class StagesPlanning {
  private final BuildRequest request;
  private final StageGraph graph;
  private final NamedSources named;
  private final BuildArguments arguments;
  private final Expansion expansion;
  private final Map<Integer, StageScope> done = new HashMap<>();
  private final PlanSize size = new PlanSize();
  private final SequencedSet<String> notes = new LinkedHashSet<>();
  private final UnsetVariables unset;

  StagesPlanning(
      BuildRequest request,
      StageGraph graph,
      NamedSources named,
      BuildArguments arguments,
      Expansion expansion) {
    this.request = request;
    this.graph = graph;
    this.named = named;
    this.arguments = arguments;
    this.expansion = expansion;
    this.unset = new UnsetVariables(request.dockerfile());
  }

  /** A stage with its steps; those it needs were planned before. */
  Plan.Stage needed(StageDraft stage, StageDraft target) {
    Beginning beginning = beginning(stage);
    StageScope scope = beginning.scope;
    done.put(stage.index(), scope);
    ReferralResolution referrals = new ReferralResolution(stage, graph, named, request.platform());
    StagePlanner planner =
        new StagePlanner(
            scope,
            arguments,
            expansion,
            new RunPlanning(scope, request, arguments, referrals),
            new CopyPlanning(scope, referrals),
            size,
            unset);
    List<Step> steps = new ArrayList<>(beginning.steps);
    steps.addAll(planner.steps(stage.instructions()));
    if (stage == target) {
      scope.config().labels.putAll(request.labels());
      if (!request.platform().equals(request.buildPlatform())) {
        scope.config().platform = request.platform();
      }
    }
    size.add(scope.config().text(), stage.site());
    return new Plan.Stage(
        stage.index(),
        stage.name(),
        beginning.base,
        scope.platform(),
        steps,
        scope.config().config(),
        true,
        isUncached(stage),
        stage.site().statement(),
        statements(stage));
  }

  /** What a person should know of the stages that were planned. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The variables that nobody has set, in the stages that were planned. */
  List<CheckedFile.Unset> unset() {
    return unset.found();
  }

  /** A stage that the target doesn't need. */
  Plan.Stage other(StageDraft stage) {
    Plan.Base base =
        switch (stage.start()) {
          case StageDraft.Start.Scratch() -> new Plan.Base.Scratch();
          case StageDraft.Start.Earlier(StageDraft earlier) ->
              new Plan.Base.Earlier(earlier.index());
          case StageDraft.Start.Named(String name) -> new Plan.Base.Unresolved(name);
          case StageDraft.Start.Replaced(String name) -> new Plan.Base.Unresolved(name);
        };
    return new Plan.Stage(
        stage.index(),
        stage.name(),
        base,
        request.platform(),
        List.of(),
        ConfigDraft.empty(request.platform()).config(),
        false,
        isUncached(stage),
        stage.site().statement(),
        statements(stage));
  }

  private record Beginning(Plan.Base base, StageScope scope, List<Step> steps) {}

  private Beginning beginning(StageDraft stage) {
    Platform target = request.platform();
    return switch (stage.start()) {
      case StageDraft.Start.Scratch() ->
          new Beginning(new Plan.Base.Scratch(), StageScope.empty(target), List.of());
      case StageDraft.Start.Earlier(StageDraft earlier) ->
          new Beginning(
              new Plan.Base.Earlier(earlier.index()),
              StageScope.upon(Objects.requireNonNull(done.get(earlier.index()))),
              List.of());
      case StageDraft.Start.Named _, StageDraft.Start.Replaced _ -> {
        NamedSources.Wanted wanted = stage.wanted(target).orElseThrow();
        yield switch (named.find(wanted)) {
          case NamedSources.Found.OfImage(String reference, var image) -> {
            noteForeign(reference, image.config().platform(), wanted.platform());
            yield new Beginning(
                new Plan.Base.Of(reference, image),
                StageScope.upon(image.config(), wanted.platform()),
                List.of());
          }
          case NamedSources.Found.OfContext(String name) ->
              new Beginning(
                  new Plan.Base.Scratch(),
                  StageScope.empty(wanted.platform()),
                  List.of(wholeContext(stage, name)));
          case NamedSources.Found.Nothing() ->
              new Beginning(
                  new Plan.Base.Scratch(), StageScope.empty(wanted.platform()), List.of());
        };
      }
    };
  }

  private void noteForeign(String reference, Platform seen, Platform wanted) {
    if (!seen.os().equals(wanted.os()) || !seen.architecture().equals(wanted.architecture())) {
      notes.add("image " + reference + " is for " + seen + ", not for " + wanted);
    }
  }

  /** A stage that starts from a context has its files as its first layer. */
  private static CopyStep wholeContext(StageDraft stage, String name) {
    Statement from = stage.site().statement();
    return new CopyStep(
        from,
        "FROM " + name + " # buildkit",
        false,
        new CopySource.Context(name),
        List.of(new CopyStep.Source.Path("/")),
        "/",
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private boolean isUncached(StageDraft stage) {
    return request.noCache()
        || request.uncached().stream()
            .anyMatch(name ->
                name.equals(Integer.toString(stage.index()))
                    || (!stage.name().isEmpty() && name.equalsIgnoreCase(stage.name())));
  }

  private static List<Statement> statements(StageDraft stage) {
    return stage.instructions().stream().map(placed -> placed.instruction().statement()).toList();
  }
}
