package dev.kobako.cli;

import dev.kobako.build.MetadataStep;
import dev.kobako.build.Plan;
import dev.kobako.build.Step;
import dev.kobako.diagnostic.PrintableText;
import java.util.List;

/**
 * What the steps of a plan are called: {@code [build 2/4] RUN make}, as BuildKit does it. FROM is
 * the first; what changes no file isn't counted.
 *
 * @param prefix before the stage's name, as in {@code linux/arm64}; may be empty
 */
record StepTitles(Plan plan, String prefix) {
  private static final int LONGEST = 500;

  /** A step. */
  String of(Plan.Stage stage, int step) {
    return place(stage, step) + " " + text(stage.steps().get(step));
  }

  /** Where it is, in brackets. */
  String place(Plan.Stage stage, int step) {
    return bracket(stage, 2 + counted(stage.steps().subList(0, step)));
  }

  /** What a stage starts from. */
  String from(Plan.Stage stage) {
    String base =
        switch (stage.base()) {
          case Plan.Base.Scratch() -> "scratch";
          case Plan.Base.Earlier(int earlier) -> name(plan.stages().get(earlier));
          case Plan.Base.Of(String reference, _) -> reference;
          case Plan.Base.Unresolved(String reference) -> reference;
        };
    return bracket(stage, 1) + " FROM " + base;
  }

  private String bracket(Plan.Stage stage, int number) {
    String name = plan.stages().size() == 1 && stage.name().isEmpty() ? "" : name(stage);
    String first = prefix.isEmpty() || name.isEmpty() ? prefix : prefix + " ";
    String words = first + name;
    int all = 1 + counted(stage.steps());
    return "[" + words + (words.isEmpty() ? "" : " ") + number + "/" + all + "]";
  }

  /** What a stage is called. */
  static String name(Plan.Stage stage) {
    return stage.name().isEmpty() ? "stage-" + stage.index() : stage.name();
  }

  /** An instruction on one line. */
  static String text(Step step) {
    String text = PrintableText.of(step.statement().original());
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static int counted(List<Step> steps) {
    return (int) steps.stream().filter(step -> !(step instanceof MetadataStep)).count();
  }
}
