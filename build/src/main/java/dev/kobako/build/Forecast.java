package dev.kobako.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Goes through a plan as a build does, but runs nothing: what comes after a step that would have to
 * run is not known, and would run as well.
 */
final class Forecast {
  private final Session session;
  private final Map<Integer, StageState> known = new TreeMap<>();
  private final List<StepForecast> steps = new ArrayList<>();

  Forecast(Session session) {
    this.session = session;
  }

  List<StepForecast> of(Plan plan) {
    plan.stages().stream().filter(Plan.Stage::needed).forEach(this::stage);
    return List.copyOf(steps);
  }

  private void stage(Plan.Stage stage) {
    Optional<StageState> state =
        switch (stage.base()) {
          case Plan.Base.Scratch() -> Optional.of(StageState.scratch());
          case Plan.Base.Earlier(int earlier) -> Optional.ofNullable(known.get(earlier));
          case Plan.Base.Of(_, var image) -> Optional.of(StageState.of(image));
          case Plan.Base.Unresolved(_) -> Optional.empty();
        };
    for (int i = 0; i < stage.steps().size(); i++) {
      Step step = stage.steps().get(i);
      if (step instanceof MetadataStep metadata) {
        steps.add(new StepForecast(stage.index(), i, new StepForecast.Verdict.Nothing()));
        state = state.map(before -> before.plus(metadata));
        continue;
      }
      Looked looked = look(stage, i, state);
      steps.add(new StepForecast(stage.index(), i, looked.verdict));
      state =
          state.flatMap(
              before -> looked.record.map(record -> before.plus(step, record, session.cache())));
    }
    state.ifPresent(after -> known.put(stage.index(), after));
  }

  private record Looked(StepForecast.Verdict verdict, Optional<StepRecord> record) {
    static Looked runs(String why) {
      return new Looked(new StepForecast.Verdict.Runs(why), Optional.empty());
    }
  }

  private Looked look(Plan.Stage stage, int number, Optional<StageState> before) {
    Step step = stage.steps().get(number);
    if (stage.uncached()) {
      return Looked.runs("the cache is not to be used");
    }
    if (before.isEmpty() && !(step instanceof CopyStep copy && copy.isIndependent())) {
      return Looked.runs("what it stands on runs");
    }
    for (int needed : Plan.Stage.dependencies(step)) {
      if (!known.containsKey(needed)) {
        return Looked.runs("stage " + needed + ", which it takes files from, runs");
      }
    }
    Chain chain = before.map(StageState::chain).orElse(Chain.EMPTY);
    try {
      PreparedStep prepared = prepared(stage, step, chain);
      return session
          .cache()
          .step(prepared.key())
          .map(record ->
              new Looked(new StepForecast.Verdict.Cached(record.size()), Optional.of(record)))
          .orElseGet(() -> Looked.runs(why(stage, number, prepared)));
    } catch (MissingLayerException _) {
      return Looked.runs("a layer that it needs is not in the cache any more");
    }
  }

  private PreparedStep prepared(Plan.Stage stage, Step step, Chain chain) {
    Sources sources =
        new Sources(session, index -> Optional.ofNullable(known.get(index)).orElseThrow());
    return switch (step) {
      case WorkdirStep workdir -> new PreparedWorkdir(session, workdir, chain);
      case CopyStep copy -> PreparedCopy.of(session, copy, chain, sources);
      case RunStep run -> PreparedRun.of(session, stage, run, chain, sources);
      case MetadataStep _ -> throw new IllegalStateException("it has no key");
    };
  }

  private String why(Plan.Stage stage, int number, PreparedStep step) {
    return session
        .last()
        .change(stage, number, step.inputs(), step::inventory)
        .map(StepChange::text)
        .orElse("it was not built here before");
  }
}
