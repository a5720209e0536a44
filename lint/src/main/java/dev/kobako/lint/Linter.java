package dev.kobako.lint;

import dev.kobako.dockerfile.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds Dockerfiles against rules. */
public final class Linter {
  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt(Problem::line).thenComparing(Problem::rule);

  private final List<Rule> rules;
  private final LintSettings settings;

  /** One that asks all rules that are on. */
  public Linter(LintSettings settings) {
    this(RuleBook.of(settings), settings);
  }

  /** One that asks these rules, as far as they are on. */
  public Linter(List<Rule> rules, LintSettings settings) {
    this.settings = settings;
    this.rules = rules.stream().filter(rule -> isOn(rule.description(), settings)).toList();
  }

  private static boolean isOn(Rule.Description rule, LintSettings settings) {
    return !settings.ignored().contains(rule.id())
        && settings.severity(rule.id(), rule.severity()) != Severity.IGNORE;
  }

  /** The rules that it asks. */
  public List<Rule> rules() {
    return rules;
  }

  /** What is broken and not switched off by a comment, by line. */
  public List<Problem> problems(LintedFile file) {
    Pragmas pragmas =
        settings.disableIgnorePragma().orElse(false) ? Pragmas.NONE : Pragmas.of(file.syntax());
    List<Problem> problems = new ArrayList<>();
    for (Rule rule : rules) {
      Rule.Description description = rule.description();
      Severity severity = settings.severity(description.id(), description.severity());
      rule.check(
          file,
          new Breaches() {
            @Override
            public void add(int line, Span span, String message) {
              if (!pragmas.ignores(description.id(), line)) {
                problems.add(new Problem(description.id(), severity, line, span, message));
              }
            }

            @Override
            public void add(LintedInstruction instruction) {
              add(instruction, description.message());
            }
          });
    }
    problems.sort(ORDER);
    return problems;
  }
}
