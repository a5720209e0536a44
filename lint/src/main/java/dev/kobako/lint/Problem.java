package dev.kobako.lint;

import dev.kobako.dockerfile.Span;

/**
 * An instruction that breaks a rule.
 *
 * @param line 1 for the first
 * @param keyword of the instruction, in the file
 */
public record Problem(Rule.Description rule, int line, Span keyword) {}
