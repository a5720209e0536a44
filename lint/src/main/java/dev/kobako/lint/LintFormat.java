package dev.kobako.lint;

import dev.kobako.diagnostic.Choice;
import dev.kobako.diagnostic.KobakoException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms in which a report of lint is read: hadolint's by their names, and kobako's. */
public enum LintFormat {
  /** For people, with the line and a caret. */
  TEXT,
  /** For people, as hadolint writes it: one line each. */
  TTY,
  /** hadolint's fields. */
  JSON,
  /** As compilers write their messages (GNU Coding Standards). */
  GNU,
  /** Codacy's issues, one behind the other. */
  CODACY,
  /** SonarQube's generic issues. */
  SONARQUBE,
  /** Code Climate's issues, each followed by a NUL as its engines write them. */
  CODECLIMATE,
  /** The same as a list, as GitLab reads it for code quality. */
  GITLAB_CODECLIMATE,
  /** SARIF 2.1.0 (OASIS), for code scanning. */
  SARIF,
  /** JUnit's XML as CI servers read it. */
  JUNIT,
  /** Checkstyle's XML. */
  CHECKSTYLE,
  /** Commands in the log of a GitHub workflow. */
  GITHUB;

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, in the order in which help texts list them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(LintFormat::word).toList();
  }

  /** Whether a command that prints it never fails: what reads it says itself what is bad. */
  public boolean neverFails() {
    return this == CODECLIMATE || this == CODACY;
  }

  /**
   * The format of that name.
   *
   * @throws KobakoException usage, where there is none
   */
  public static LintFormat parse(String option, String name) {
    return Choice.of(option, name, List.of(values()), LintFormat::word);
  }
}
