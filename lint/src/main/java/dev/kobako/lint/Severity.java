package dev.kobako.lint;

import dev.kobako.findings.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad it is to break a rule, the worst first: hadolint's words. */
public enum Severity {
  ERROR(Level.ERROR),
  WARNING(Level.WARNING),
  INFO(Level.NOTE),
  STYLE(Level.NOTE),
  /** Such a rule is off until somebody gives it another one. */
  IGNORE(Level.NOTE);

  private final Level level;

  Severity(Level level) {
    this.level = level;
  }

  /** The severity that users write so; {@code none} is no severity at all. */
  public static Optional<Severity> of(String word) {
    return word.equals("none")
        ? Optional.of(IGNORE)
        : Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is in reports that know fewer. */
  public Level level() {
    return level;
  }
}
