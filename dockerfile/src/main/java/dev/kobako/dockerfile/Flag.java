package dev.kobako.dockerfile;

/**
 * A flag's value that has not been expanded.
 *
 * @param value after the {@code =}
 * @param span of the whole flag
 */
public record Flag(String value, Span span) {}
