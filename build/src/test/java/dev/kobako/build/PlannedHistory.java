package dev.kobako.build;

import dev.kobako.image.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The history that a plan comes to, before any step has run. */
final class PlannedHistory {
  private PlannedHistory() {}

  /** The target's. */
  static List<HistoryEntry> of(Plan plan) {
    return of(plan, plan.targetStage());
  }

  private static List<HistoryEntry> of(Plan plan, Plan.Stage stage) {
    List<HistoryEntry> all = new ArrayList<>();
    switch (stage.base()) {
      case Plan.Base.Scratch _, Plan.Base.Unresolved _ -> {}
      case Plan.Base.Earlier(int earlier) -> all.addAll(of(plan, plan.stages().get(earlier)));
      case Plan.Base.Of(_, var image) -> all.addAll(image.config().history());
    }
    for (Step step : stage.steps()) {
      if (!step.history().isEmpty()) {
        all.add(step.entry(Optional.empty()));
      }
    }
    return all;
  }
}
