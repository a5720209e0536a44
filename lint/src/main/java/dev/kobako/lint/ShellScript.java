package dev.kobako.lint;

/**
 * A script for ShellCheck.
 *
 * @param run whose script it is
 * @param text with a first line that names its shell
 */
record ShellScript(LintedInstruction run, String text) {}
