package dev.kobako.cli;

import dev.kobako.build.CopySource;
import dev.kobako.build.CopyStep;
import dev.kobako.build.Plan;
import dev.kobako.build.StepForecast;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a build would do, and why: {@code --plan}. */
record PlanReport(Plan plan, StepTitles titles, List<StepForecast> forecast) {
  PlanReport {
    forecast = List.copyOf(forecast);
  }

  void print(PrintStream out) {
    long runs =
        forecast.stream()
            .filter(each -> each.verdict() instanceof StepForecast.Verdict.Runs)
            .count();
    for (Plan.Stage stage : plan.stages()) {
      out.println(heading(stage));
      if (!stage.needed()) {
        continue;
      }
      for (StepForecast each : of(stage)) {
        out.println(
            "  "
                + verdict(each.verdict())
                + "  "
                + StepTitles.text(stage.steps().get(each.step())));
        if (each.verdict() instanceof StepForecast.Verdict.Runs(String why)) {
          out.println("           because " + why);
        }
      }
      out.println();
    }
    out.println(
        runs == 0
            ? "everything is in the cache"
            : runs + (runs == 1 ? " step" : " steps") + " would run");
  }

  private String heading(Plan.Stage stage) {
    StringBuilder text = new StringBuilder(StepTitles.name(stage));
    text.append(" (").append(stage.platform()).append("), from ").append(base(stage));
    List<Integer> others = new ArrayList<>(stage.dependencies());
    if (stage.base() instanceof Plan.Base.Earlier(int earlier)) {
      others.remove(Integer.valueOf(earlier));
    }
    if (!others.isEmpty()) {
      text.append(", takes files of ")
          .append(
              String.join(
                  ", ",
                  others.stream()
                      .map(index -> StepTitles.name(plan.stages().get(index)))
                      .toList()));
    }
    if (stage.index() == plan.target()) {
      text.append(", the target");
    }
    return text.append(stage.needed() ? "" : ": is not needed").toString();
  }

  private String base(Plan.Stage stage) {
    return switch (stage.base()) {
      case Plan.Base.Scratch() -> "scratch";
      case Plan.Base.Earlier(int earlier) -> "stage " + StepTitles.name(plan.stages().get(earlier));
      case Plan.Base.Of(String reference, var image) ->
          reference + " " + image.descriptor().digest().brief();
      case Plan.Base.Unresolved(String reference) -> reference;
    };
  }

  private List<StepForecast> of(Plan.Stage stage) {
    return forecast.stream().filter(each -> each.stage() == stage.index()).toList();
  }

  private static String verdict(StepForecast.Verdict verdict) {
    return switch (verdict) {
      case StepForecast.Verdict.Cached _ -> "cached ";
      case StepForecast.Verdict.Runs _ -> "runs   ";
      case StepForecast.Verdict.Nothing() -> "config ";
    };
  }

  /** The same for machines. */
  Map<String, Object> json() {
    List<Object> stages = new ArrayList<>();
    for (Plan.Stage stage : plan.stages()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("index", stage.index());
      json.put("name", stage.name());
      json.put("platform", stage.platform().toString());
      json.put("base", base(stage));
      json.put("needed", stage.needed());
      json.put("dependsOn", List.copyOf(stage.dependencies()));
      json.put("steps", of(stage).stream().map(each -> step(stage, each)).toList());
      stages.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("target", plan.target());
    json.put("stages", stages);
    return json;
  }

  private Map<String, Object> step(Plan.Stage stage, StepForecast each) {
    var step = stage.steps().get(each.step());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("line", plan.dockerfile().line(step.statement().span().start()));
    json.put("instruction", step.statement().original());
    if (step instanceof CopyStep copy && copy.from() instanceof CopySource.OfStage(int from)) {
      json.put("from", from);
    }
    switch (each.verdict()) {
      case StepForecast.Verdict.Cached(long bytes) -> {
        json.put("status", "cached");
        json.put("bytes", bytes);
      }
      case StepForecast.Verdict.Runs(String why) -> {
        json.put("status", "runs");
        json.put("why", why);
      }
      case StepForecast.Verdict.Nothing() -> json.put("status", "configuration");
    }
    return json;
  }
}
