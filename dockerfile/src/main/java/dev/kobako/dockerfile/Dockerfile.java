package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
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
   * Parses and types.
   *
   * @throws KobakoException a finding with line and caret: unknown instructions and flags, missing
   *     arguments, instructions before FROM, no stage at all
   */
  public static Dockerfile parse(SourceText source) {
    throw new UnsupportedOperationException();
  }

  /**
   * A single instruction that another image recorded as trigger.
   *
   * @param place the image, for messages
   */
  public static Instruction trigger(String place, String text) {
    throw new UnsupportedOperationException();
  }
}
