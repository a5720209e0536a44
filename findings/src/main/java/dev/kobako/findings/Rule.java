package dev.kobako.findings;

import java.util.regex.Pattern;

/**
 * What is looked at.
 *
 * @param id lower case with hyphens, the same for ever
 * @param summary what it asks for, one sentence without a full stop
 */
public record Rule(String id, String summary) {
  private static final Pattern ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*");

  public Rule {
    if (!ID.matcher(id).matches() || summary.isBlank()) {
      throw new IllegalArgumentException("a rule '" + id + "' that says '" + summary + "'");
    }
  }
}
