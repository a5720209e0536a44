package dev.kobako.diagnostic;

import java.util.Optional;

/**
 * What went wrong, in a form that a person can act on. Rendered as {@code place: fact} and, on a
 * line of its own, {@code remedy: …}.
 *
 * @param place what the fact is about: a file, a path inside an image, a reference; never a secret
 * @param fact the value seen and the value expected, without a final full stop
 * @param remedy what the user can do about it, if there is anything
 */
public record Diagnostic(String place, String fact, Optional<String> remedy) {
  public Diagnostic {
    if (place.isBlank() || fact.isBlank()) {
      throw new IllegalArgumentException("a diagnostic needs a place and a fact");
    }
  }

  /** A diagnostic without a remedy. */
  public static Diagnostic of(String place, String fact) {
    return new Diagnostic(place, fact, Optional.empty());
  }

  /** A diagnostic with a remedy. */
  public static Diagnostic of(String place, String fact, String remedy) {
    return new Diagnostic(place, fact, Optional.of(remedy));
  }

  /** The text for a terminal: one line, or two where there is a remedy. */
  public String render() {
    return place + ": " + fact + remedy.map(text -> "\nremedy: " + text).orElse("");
  }
}
