package dev.kobako.dockerfile;

/**
 * A parser directive: a comment of the form {@code # name=value} at the very top.
 *
 * @param name in lower case: syntax, escape, check
 * @param value as written
 */
public record Directive(String name, String value, Span span) {}
