package dev.kobako.lint;

import java.util.Set;

/** Something that a Dockerfile should or should not do. */
public interface Rule {
  /** What the rule is. */
  Description description();

  /** Rules that say the same: this one has nothing to say of an instruction that breaks them. */
  default Set<String> saidBy() {
    return Set.of();
  }

  /**
   * Looks at a file.
   *
   * @param broken is told of what breaks the rule
   */
  void check(LintedFile file, Breaches broken);

  /**
   * What a rule is.
   *
   * @param id for ever the same, hadolint's where it has the rule
   * @param severity where nobody configures another one
   * @param message what is asked for, one sentence without a full stop
   */
  record Description(String id, Severity severity, String message) {}
}
