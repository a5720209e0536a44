package dev.kobako.lint;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Span;

/**
 * Something that breaks a rule.
 *
 * @param rule its id
 * @param severity as configured
 * @param line 1 for the first
 * @param span that is shown to people
 * @param message what is asked for, one sentence without a full stop
 */
public record Problem(String rule, Severity severity, int line, Span span, String message) {
  /** The id under which hadolint tells of a file that it can't read. */
  static final String UNREADABLE = "DL1000";

  /**
   * A file that no rule can be asked of.
   *
   * @param place how messages call the file
   * @param error what its reader says
   */
  public static Problem unreadable(String place, KobakoException error) {
    Diagnostic diagnostic = error.diagnostic();
    String fact = diagnostic.fact().lines().findFirst().orElse("");
    return new Problem(
        UNREADABLE, Severity.ERROR, line(place, diagnostic.place()), new Span(0, 0), fact);
  }

  private static int line(String file, String place) {
    String number = place.startsWith(file + ":") ? place.substring(file.length() + 1) : "";
    return number.matches("[0-9]{1,7}") ? Integer.parseInt(number) : 1;
  }

  /** Whether it is not about a rule but about a file that none can be asked of. */
  public boolean isUnreadable() {
    return rule.equals(UNREADABLE);
  }
}
