package dev.kobako.compare;

import dev.kobako.config.FieldText;

/**
 * When a run counts as started, and how often that is tried.
 *
 * @param kind {@code exit}, {@code until-port} or {@code until-log}
 * @param words what is behind it
 * @param times at least one; the quickest counts
 */
public record Start(String kind, FieldText words, int times) {
  /** It has ended by itself, with exit code 0. */
  public static final String EXIT = "exit";

  /** Something listens on a port. */
  public static final String PORT = "until-port";

  /** A line of its output matches. */
  public static final String LOG = "until-log";
}
