package dev.kobako.lint;

import dev.kobako.dockerfile.BuildChecks;
import dev.kobako.dockerfile.CheckOptions;
import dev.kobako.dockerfile.CheckWarning;
import dev.kobako.dockerfile.CheckedFile;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What BuildKit's checks say of a file, by their names. Those that need what only a planned build
 * knows, such as the variables of a base image, are left to builds.
 */
final class BuildWarnings {
  /** Rules that say the same as a check of the same line: only they are told. */
  private static final Map<String, Set<String>> SAID_BY =
      Map.of(
          "DuplicateStageName", Set.of("DL3024"),
          "FromPlatformFlagConstDisallowed", Set.of("DL3029"),
          "JSONArgsRecommended", Set.of("DL3025"),
          "MaintainerDeprecated", Set.of("DL4000"),
          "MultipleInstructionsDisallowed", Set.of("DL3012", "DL4003", "DL4004"),
          "RedundantTargetPlatform", Set.of("DL3065"),
          "ReservedStageName", Set.of("DL3063"),
          "SecretsUsedInArgOrEnv", Set.of("DL3064"),
          "WorkdirRelativePath", Set.of("DL3000"));

  /** Of several CMDs a check names the first, a rule those behind it. */
  private static final Set<String> OF_SEVERAL_LINES = Set.of("MultipleInstructionsDisallowed");

  private BuildWarnings() {}

  /** Whether there is a check that says the same as a rule. */
  static boolean isSaidOfChecks(String rule) {
    return SAID_BY.values().stream().anyMatch(rules -> rules.contains(rule));
  }

  /**
   * Whether a rule says the same as a check.
   *
   * @param broken rules with {@code :} and a line
   */
  static boolean isSaidByRule(Problem check, Set<String> broken) {
    Set<String> rules = SAID_BY.getOrDefault(check.rule(), Set.of());
    if (OF_SEVERAL_LINES.contains(check.rule())) {
      return broken.stream().anyMatch(each -> rules.contains(each.substring(0, each.indexOf(':'))));
    }
    return rules.stream().anyMatch(rule -> broken.contains(rule + ":" + check.line()));
  }

  /** Warnings, or errors where {@code # check=error=true} says so. */
  static List<Problem> of(LintedFile file) {
    CheckOptions options = options(file);
    List<Instruction> instructions =
        file.instructions().stream().map(LintedInstruction::instruction).toList();
    CheckedFile checked =
        CheckedFile.of(
            new Dockerfile(file.syntax(), instructions), facts(instructions)::get, List.of());
    List<Problem> problems = new ArrayList<>();
    for (CheckWarning each : BuildChecks.warnings(checked, options)) {
      Statement statement = each.statement();
      int start = statement.span().start();
      problems.add(
          new Problem(
              each.check(),
              options.error() ? Severity.ERROR : Severity.WARNING,
              file.syntax().source().line(start),
              new Span(start, start + statement.keyword().length()),
              each.text()));
    }
    return problems;
  }

  private static CheckOptions options(LintedFile file) {
    try {
      return CheckOptions.of(file.syntax());
    } catch (IllegalArgumentException _) {
      return CheckOptions.NONE; // what a build refuses says nothing here
    }
  }

  private static List<CheckedFile.Facts> facts(List<Instruction> instructions) {
    Map<String, Integer> names = new HashMap<>();
    List<CheckedFile.Facts> facts = new ArrayList<>();
    for (Instruction each : instructions) {
      if (each instanceof Instruction.From from) {
        Optional<Integer> earlier =
            Optional.ofNullable(names.get(ImageName.of(from.image()).stage()));
        facts.add(new CheckedFile.Facts(true, earlier, false));
        from.stageName().ifPresent(name -> names.put(name, facts.size() - 1));
      }
    }
    return facts;
  }
}
