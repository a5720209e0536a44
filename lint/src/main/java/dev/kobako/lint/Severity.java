package dev.kobako.lint;

import dev.kobako.findings.Level;
import java.util.Locale;

/** How bad it is to break a rule, the worst first: hadolint's words. */
public enum Severity {
  ERROR(Level.ERROR),
  WARNING(Level.WARNING),
  INFO(Level.NOTE),
  STYLE(Level.NOTE);

  private final Level level;

  Severity(Level level) {
    this.level = level;
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
