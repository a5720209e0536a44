package dev.kobako.lint;

/**
 * An instruction that breaks a rule.
 *
 * @param line 1 for the first
 */
public record Problem(Rule.Description rule, int line) {}
