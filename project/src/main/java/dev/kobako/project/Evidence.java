package dev.kobako.project;

import dev.kobako.diagnostic.PrintableText;

/**
 * Something that was read of a project.
 *
 * @param fact what is known now: {@code Rust 1.78}
 * @param file from which file, relative to the project
 */
public record Evidence(String fact, String file) {
  public Evidence {
    fact = PrintableText.of(fact);
    file = PrintableText.of(file);
  }
}
