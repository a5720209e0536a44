package dev.kobako.findings;

/**
 * Something that a rule has against a place.
 *
 * @param rule the id of one of the report's rules
 * @param fact the value seen and the value expected, without a final full stop
 * @param remedy what can be done about it; empty where nothing is known
 */
public record Finding(String rule, Level level, FindingPlace place, String fact, String remedy) {
  public Finding {
    if (fact.isBlank()) {
      throw new IllegalArgumentException("a finding of " + rule + " without a fact");
    }
  }

  /** The fact and the remedy in one line. */
  String message() {
    return remedy.isEmpty() ? fact : fact + ". Remedy: " + remedy;
  }
}
