package dev.kobako.lint;

import dev.kobako.findings.Level;

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

  /** What it is in reports that know fewer. */
  public Level level() {
    return level;
  }
}
