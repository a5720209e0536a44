package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instruction with what rules ask of it. */
public final class LintedInstruction {
  private final int line;
  private final Instruction instruction;
  private final Optional<Instruction> trigger;
  private @Nullable RunScript script;

  /**
   * An instruction.
   *
   * @param line of its keyword, 1 for the first
   * @param trigger what ONBUILD keeps for later
   */
  LintedInstruction(int line, Instruction instruction, Optional<Instruction> trigger) {
    this.line = line;
    this.instruction = instruction;
    this.trigger = trigger;
  }

  int line() {
    return line;
  }

  Instruction instruction() {
    return instruction;
  }

  /** What it is when ONBUILD's time has come. */
  LintedInstruction unwrapped() {
    return trigger.map(inner -> new LintedInstruction(line, inner, Optional.empty())).orElse(this);
  }

  /** Where its keyword stands. */
  Span keyword() {
    int start = instruction.statement().span().start();
    return new Span(start, start + instruction.statement().keyword().length());
  }

  /** What it runs; it has to be a RUN. Read once, however many rules ask. */
  RunScript script() {
    RunScript known = script;
    if (known == null) {
      known = RunScript.of((Instruction.Run) instruction);
      script = known;
    }
    return known;
  }
}
