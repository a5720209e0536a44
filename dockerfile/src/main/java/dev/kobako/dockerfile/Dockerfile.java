package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;

/**
 * A Dockerfile whose instructions are known.
 *
 * @param syntax exactly as written
 * @param instructions one for each statement
 */
public record Dockerfile(SyntaxTree syntax, List<Instruction> instructions) {
  public Dockerfile {
    instructions = List.copyOf(instructions);
  }

  /**
   * Parses and types. Refuses what BuildKit refuses whatever stage is built; what matters only
   * where it is built is left to {@link #check}.
   *
   * @throws KobakoException a finding with line and caret: unknown instructions and flags, missing
   *     arguments, instructions before FROM, no stage at all
   */
  public static Dockerfile parse(SourceText source) {
    SyntaxTree tree = SyntaxTree.parse(source);
    List<Instruction> instructions = new ArrayList<>();
    boolean inStage = false;
    for (Statement statement : tree.statements()) {
      Instruction instruction = InstructionReader.read(source, statement);
      inStage |= instruction instanceof Instruction.From;
      if (!inStage && !(instruction instanceof Instruction.Arg)) {
        StatementFaults faults = new StatementFaults(source, statement);
        throw faults.atKeyword(
            faults.keyword() + " is before the first FROM; only ARG may be",
            "write it behind the FROM of the stage that it is for");
      }
      instructions.add(instruction);
    }
    if (!inStage) {
      throw new StatementFaults(source, tree.statements().getLast())
          .atKeyword("the Dockerfile has no FROM, so there is no stage to build", "add FROM image");
    }
    return new Dockerfile(tree, instructions);
  }

  /**
   * One statement by its meaning, wherever it stands: whether there may be such a one at its place
   * is not asked.
   *
   * @throws KobakoException a finding with line and caret
   */
  public static Instruction instruction(SourceText source, Statement statement) {
    return InstructionReader.read(source, statement);
  }

  /**
   * A single instruction that another image recorded as trigger. Its spans are of {@code text}.
   *
   * @param place the image, for messages
   * @throws KobakoException a finding, where it is no instruction, several, or FROM
   */
  public static Instruction trigger(String place, String text) {
    SourceText source = new SourceText(place, text);
    List<Statement> statements = SyntaxTree.parse(source).statements();
    if (statements.size() != 1) {
      throw new StatementFaults(source, statements.get(1))
          .atKeyword(
              "an ONBUILD trigger has " + statements.size() + " instructions, not one",
              "the image is damaged: build it again");
    }
    Instruction instruction = InstructionReader.read(source, statements.getFirst());
    if (instruction instanceof Instruction.From) {
      throw new StatementFaults(source, statements.getFirst())
          .atKeyword("an ONBUILD trigger is FROM", "the image is damaged: build it again");
    }
    return instruction;
  }

  /**
   * Refuses what no value of a variable makes right: words that are malformed, mounts without a
   * variable that contradict themselves. BuildKit finds these when it comes to the instruction, so
   * a stage that isn't built may have them.
   *
   * @param instruction of this file
   * @throws KobakoException a finding with line and caret
   */
  public void check(Instruction instruction) {
    new InstructionCheck(syntax.source(), syntax.escape()).check(instruction);
  }
}
