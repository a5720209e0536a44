package dev.kobako.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds Dockerfiles against rules. */
public final class Linter {
  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt(Problem::line).thenComparing(each -> each.rule().id());

  private final List<Rule> rules;

  public Linter(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules that it asks. */
  public List<Rule> rules() {
    return rules;
  }

  /** What is broken and not switched off by a comment, by line. */
  public List<Problem> problems(LintedFile file) {
    Pragmas pragmas = Pragmas.of(file.syntax());
    List<Problem> problems = new ArrayList<>();
    for (Rule rule : rules) {
      Rule.Description description = rule.description();
      rule.check(
          file,
          broken -> {
            if (!pragmas.ignores(description.id(), broken.line())) {
              problems.add(new Problem(description, broken.line(), broken.keyword()));
            }
          });
    }
    problems.sort(ORDER);
    return problems;
  }
}
