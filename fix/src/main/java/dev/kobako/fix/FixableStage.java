package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stage as fixes see it.
 *
 * @param number 0 for the first
 * @param parent the stage that it stands on
 * @param from its FROM
 * @param steps its other instructions in their order
 * @param shell what RUN goes to behind its last instruction
 */
public record FixableStage(
    int number, OptionalInt parent, Instruction.From from, List<Step> steps, RunShell shell) {
  /**
   * An instruction.
   *
   * @param shell what a line of it goes to
   * @param script of a RUN that is understood
   */
  public record Step(Instruction instruction, RunShell shell, Optional<RunScript> script) {}

  public FixableStage {
    steps = List.copyOf(steps);
  }

  static FixableStage of(
      SyntaxTree syntax,
      int number,
      Optional<FixableStage> parent,
      List<Instruction> instructions) {
    Instruction.From from = (Instruction.From) instructions.getFirst();
    RunShell shell = parent.map(FixableStage::shell).orElseGet(() -> RunShell.of(from));
    List<Step> steps = new ArrayList<>();
    for (Instruction instruction : instructions.subList(1, instructions.size())) {
      if (instruction instanceof Instruction.Shell words) {
        shell = RunShell.of(words.words());
      }
      steps.add(
          new Step(
              instruction,
              shell,
              instruction instanceof Instruction.Run run
                  ? RunScript.of(syntax, run, shell)
                  : Optional.empty()));
    }
    OptionalInt below =
        parent.map(each -> OptionalInt.of(each.number())).orElseGet(OptionalInt::empty);
    return new FixableStage(number, below, from, steps, shell);
  }

  /** Its instructions of one kind. */
  <T extends Instruction> List<T> all(Class<T> kind) {
    return steps.stream().map(Step::instruction).filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The scripts that are understood, in their order. */
  List<RunScript> scripts() {
    return steps.stream().flatMap(step -> step.script().stream()).toList();
  }
}
