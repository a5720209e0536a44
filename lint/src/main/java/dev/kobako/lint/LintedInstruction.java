package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.Optional;

/**
 * An instruction with what rules ask of it.
 *
 * @param line of its keyword, 1 for the first
 * @param trigger what ONBUILD keeps for later
 */
public record LintedInstruction(int line, Instruction instruction, Optional<Instruction> trigger) {
  LintedInstruction unwrapped() {
    return trigger.map(inner -> new LintedInstruction(line, inner, Optional.empty())).orElse(this);
  }
}
