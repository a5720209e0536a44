package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A Dockerfile as checks see it: parted into stages, with what a build knows of these.
 *
 * @param globals the ARGs before the first FROM
 * @param unset what was found while stages were planned
 */
public record CheckedFile(
    SyntaxTree syntax, List<Instruction.Arg> globals, List<Stage> stages, List<Unset> unset) {
  public CheckedFile {
    globals = List.copyOf(globals);
    stages = List.copyOf(stages);
    unset = List.copyOf(unset);
  }

  /**
   * A variable that an instruction asks for and that nobody has set or declared.
   *
   * @param known those that have a value there
   */
  public record Unset(Statement statement, String name, List<String> known) {
    public Unset {
      known = List.copyOf(known);
    }
  }

  /**
   * What is known of a stage.
   *
   * @param needed whether the target needs it; what others do matters less
   * @param earlier the stage that it starts from, if it is one of the file
   * @param shell whether its base image names a shell for commands without one
   */
  public record Facts(boolean needed, Optional<Integer> earlier, boolean shell) {}

  /**
   * A stage.
   *
   * @param instructions behind its FROM
   */
  public record Stage(Instruction.From from, List<Instruction> instructions, Facts facts) {
    public Stage {
      instructions = List.copyOf(instructions);
    }
  }

  /**
   * Parts a Dockerfile.
   *
   * @param facts of each stage, by its number from 0
   */
  public static CheckedFile of(Dockerfile dockerfile, IntFunction<Facts> facts, List<Unset> unset) {
    List<Instruction.Arg> globals = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    Instruction.From from = null;
    List<Instruction> instructions = new ArrayList<>();
    for (Instruction instruction : dockerfile.instructions()) {
      if (instruction instanceof Instruction.From next) {
        if (from != null) {
          stages.add(new Stage(from, instructions, facts.apply(stages.size())));
        }
        from = next;
        instructions.clear();
      } else if (from != null) {
        instructions.add(instruction);
      } else if (instruction instanceof Instruction.Arg arg) {
        globals.add(arg);
      }
    }
    if (from != null) {
      stages.add(new Stage(from, instructions, facts.apply(stages.size())));
    }
    return new CheckedFile(dockerfile.syntax(), globals, stages, unset);
  }

  /** The instructions of all stages that the target needs. */
  List<Instruction> built() {
    List<Instruction> all = new ArrayList<>();
    for (Stage stage : stages) {
      if (stage.facts.needed()) {
        all.addAll(stage.instructions);
      }
    }
    return all;
  }

  /** The keyword as it is written. */
  String keyword(Statement statement) {
    int start = statement.span().start();
    return syntax.source().text(new Span(start, start + statement.keyword().length()));
  }
}
