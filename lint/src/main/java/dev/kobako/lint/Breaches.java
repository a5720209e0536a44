package dev.kobako.lint;

import dev.kobako.dockerfile.Span;

/** Is told by a rule of what breaks it. */
public interface Breaches {
  /**
   * Something that breaks the rule.
   *
   * @param line 1 for the first
   * @param span that is shown to people
   * @param message what is asked for here, one sentence without a full stop
   */
  void add(int line, Span span, String message);

  /** An instruction that breaks the rule, in words of its own. */
  default void add(LintedInstruction instruction, String message) {
    add(instruction.line(), instruction.keyword(), message);
  }

  /** An instruction that breaks the rule. */
  void add(LintedInstruction instruction);
}
