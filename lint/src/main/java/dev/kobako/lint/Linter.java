package dev.kobako.lint;

import dev.kobako.dockerfile.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds Dockerfiles against rules. */
public final class Linter {
  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt(Problem::line).thenComparing(Problem::rule);

  private final List<Rule> rules;

  /** Rules that are off and still keep others, or a check of BuildKit's, from saying the same. */
  private final List<Rule> silent;

  private final LintSettings settings;

  /** One that asks all rules that are on. */
  public Linter(LintSettings settings) {
    this(RuleBook.of(settings), settings);
  }

  /** One that asks these rules, as far as they are on. */
  public Linter(List<Rule> rules, LintSettings settings) {
    this.settings = settings;
    this.rules = rules.stream().filter(rule -> isOn(rule.description(), settings)).toList();
    this.silent =
        rules.stream()
            .filter(rule -> !isOn(rule.description(), settings))
            .filter(rule ->
                BuildWarnings.isSaidOfChecks(rule.description().id())
                    || this.rules.stream()
                        .anyMatch(other -> other.saidBy().contains(rule.description().id())))
            .toList();
  }

  private static boolean isOn(Rule.Description rule, LintSettings settings) {
    return !settings.ignored().contains(rule.id())
        && settings.severity(rule.id(), rule.severity()) != Severity.IGNORE;
  }

  /** The rules that it asks. */
  public List<Rule> rules() {
    return rules;
  }

  /** What is broken in some files, also what ShellCheck says of their scripts. */
  public List<List<Problem>> problems(List<LintedFile> files, ShellCheck shellCheck) {
    List<List<ShellScript>> scripts = files.stream().map(ShellScripts::of).toList();
    ShellCheck.Answers answers = shellCheck.ask(scripts.stream().flatMap(List::stream).toList());
    List<List<Problem>> all = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      all.add(problems(files.get(i), scripts.get(i), answers));
    }
    return all;
  }

  /** What is broken and not switched off by a comment, by line. */
  public List<Problem> problems(LintedFile file) {
    return problems(file, List.of(), ShellCheck.Answers.NONE);
  }

  private List<Problem> problems(
      LintedFile file, List<ShellScript> scripts, ShellCheck.Answers answers) {
    Pragmas pragmas =
        settings.disableIgnorePragma().orElse(false) ? Pragmas.NONE : Pragmas.of(file.syntax());
    List<Problem> problems = new ArrayList<>();
    Set<String> broken = new HashSet<>();
    for (Rule rule : silent) {
      String id = rule.description().id();
      ask(rule, file, (line, _, _) -> broken.add(id + ":" + line));
    }
    for (Rule rule : rules) {
      Rule.Description description = rule.description();
      Severity severity = settings.severity(description.id(), description.severity());
      ask(
          rule,
          file,
          (line, span, message) -> {
            broken.add(description.id() + ":" + line);
            boolean said = rule.saidBy().stream().anyMatch(id -> broken.contains(id + ":" + line));
            if (!said && !pragmas.ignores(description.id(), line)) {
              problems.add(new Problem(description.id(), severity, line, span, message));
            }
          });
    }
    if (settings.buildChecks().orElse(true)) {
      for (Problem each : BuildWarnings.of(file)) {
        if (!BuildWarnings.isSaidByRule(each, broken)) {
          settled(each, pragmas).ifPresent(problems::add);
        }
      }
    }
    for (ShellScript script : scripts) {
      answers
          .last(script)
          .flatMap(remark -> settled(problem(script.run(), remark), pragmas))
          .ifPresent(problems::add);
    }
    problems.sort(ORDER);
    return problems;
  }

  /** Takes in what breaks a rule. */
  private interface Sink {
    void add(int line, Span span, String message);
  }

  private static void ask(Rule rule, LintedFile file, Sink sink) {
    rule.check(
        file,
        new Breaches() {
          @Override
          public void add(int line, Span span, String message) {
            sink.add(line, span, message);
          }

          @Override
          public void add(LintedInstruction instruction) {
            add(instruction, rule.description().message());
          }
        });
  }

  private static Problem problem(LintedInstruction run, ShellRemark remark) {
    String message = remark.message().strip().replaceFirst("\\.$", "");
    return new Problem(remark.id(), remark.severity(), run.line(), run.keyword(), message);
  }

  /** With the severity that is configured, unless it is off. */
  private Optional<Problem> settled(Problem problem, Pragmas pragmas) {
    Severity severity = settings.severity(problem.rule(), problem.severity());
    return settings.ignored().contains(problem.rule())
            || severity == Severity.IGNORE
            || pragmas.ignores(problem.rule(), problem.line())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                problem.rule(), severity, problem.line(), problem.span(), problem.message()));
  }
}
