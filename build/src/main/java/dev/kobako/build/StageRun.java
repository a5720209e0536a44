package dev.kobako.build;

import java.util.function.IntFunction;

/**
 * One stage: its steps in order.
 *
 * @param stages waits for another stage
 */
record StageRun(Session session, Plan.Stage stage, IntFunction<StageState> stages, DoneSteps done) {
  StageState run() {
    StageState state =
        switch (stage.base()) {
          case Plan.Base.Scratch() -> StageState.scratch();
          case Plan.Base.Earlier(int earlier) -> stages.apply(earlier);
          case Plan.Base.Of(_, var image) -> StageState.of(image);
          case Plan.Base.Unresolved(String reference) ->
              throw new IllegalStateException(reference + " was planned as not needed");
        };
    Sources sources = new Sources(session, stages);
    for (int i = 0; i < stage.steps().size(); i++) {
      DoneSteps.Place place = new DoneSteps.Place(stage, i);
      state =
          switch (stage.steps().get(i)) {
            case MetadataStep step -> state.plus(step);
            case WorkdirStep step ->
                after(step, new PreparedWorkdir(session, step, state.chain()), state, place);
            case CopyStep step ->
                after(step, PreparedCopy.of(session, step, state.chain(), sources), state, place);
            case RunStep step ->
                after(
                    step,
                    PreparedRun.of(session, stage, step, state.chain(), sources),
                    state,
                    place);
          };
    }
    return state;
  }

  private StageState after(
      Step step, PreparedStep prepared, StageState before, DoneSteps.Place place) {
    StepRecord record = done.of(prepared, place);
    return before.plus(step, record, session.cache());
  }
}
