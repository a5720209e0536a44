package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.findings.FindingFormat;
import dev.kobako.lint.LintReport;
import dev.kobako.lint.LintedFile;
import dev.kobako.lint.Linter;
import dev.kobako.lint.Problem;
import dev.kobako.lint.Rule;
import dev.kobako.lint.RuleBook;
import dev.kobako.lint.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako lint}: holds Dockerfiles against rules. */
final class LintCommand {
  private static final String STANDARD_INPUT = "-";
  private static final Pattern HADOLINT = Pattern.compile("(DL|SC)[0-9]{4}");
  private static final int MOST_BYTES = 16 << 20;

  private final ParseResult parsed;
  private final Console console;
  private final FindingFormat format;
  private final Severity threshold;
  private final Linter linter;

  LintCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.format =
        Options.text(parsed, "--format")
            .map(name -> FindingFormat.parse("--format", name))
            .orElse(FindingFormat.TEXT);
    this.threshold =
        Options.text(parsed, "--failure-threshold")
            .map(LintCommand::severity)
            .orElse(Severity.INFO);
    Set<String> ignored = new HashSet<>(Options.texts(parsed, "--ignore"));
    ignored.forEach(LintCommand::requireKnown);
    this.linter =
        new Linter(
            RuleBook.ALL.stream()
                .filter(rule -> !ignored.contains(rule.description().id()))
                .toList());
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "lint",
            "Holds Dockerfiles against rules, hadolint's by their ids.",
            "kobako lint Dockerfile",
            "kobako lint --ignore DL3008 --format sarif Dockerfile app/Dockerfile");
    new Options(spec)
        .arguments("FILE", "0..*", "Dockerfiles; '-' for standard input (default: Dockerfile).")
        .text(
            "FORMAT",
            "How to print what is found: "
                + String.join(", ", FindingFormat.names())
                + " (default: text; json has hadolint's fields).",
            "--format",
            "-f")
        .texts("ID", "Leave out a rule.", "--ignore")
        .text(
            "SEVERITY",
            "Fail from here on: error, warning, info or style (default: info).",
            "--failure-threshold",
            "-t")
        .flag("Exit with 0 whatever is found.", "--no-fail")
        .help();
    return spec;
  }

  /** Ids that hadolint has had are accepted; a slip of the pen would switch nothing off. */
  private static void requireKnown(String id) {
    if (!HADOLINT.matcher(id).matches()) {
      List<String> ids = RuleBook.ALL.stream().map(each -> each.description().id()).toList();
      throw KobakoException.usage(
          Diagnostic.of(
              "--ignore",
              "'" + Printed.of(id) + "' is no rule",
              Spelling.nearest(id, ids)
                  .map(near -> "did you mean '" + near + "'?")
                  .orElse("write one of docs/lint")));
    }
  }

  private static Severity severity(String word) {
    List<String> words = Arrays.stream(Severity.values()).map(Severity::word).toList();
    return Arrays.stream(Severity.values())
        .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            KobakoException.usage(
                Diagnostic.of(
                    "--failure-threshold",
                    "'" + Printed.of(word) + "', expected one of " + String.join(", ", words),
                    Spelling.nearest(word, words)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("write one of them"))));
  }

  /** 0, or 1 where something at the threshold or worse was found. */
  int run() throws IOException {
    List<String> files = Options.arguments(parsed);
    LintReport report = new LintReport();
    for (String file : files.isEmpty() ? List.of("Dockerfile") : files) {
      SourceText source = SourceText.of(file, bytes(file));
      List<Problem> problems = linter.problems(LintedFile.of(source));
      problems.forEach(each -> report.add(file, each));
      if (format == FindingFormat.TEXT) {
        problems.forEach(each -> print(file, source, each));
      }
    }
    switch (format) {
      case TEXT -> {}
      case JSON -> console.out().println(report.hadolintJson());
      case SARIF, JUNIT, CHECKSTYLE, CODECLIMATE, GITHUB ->
          console.out().print(format.write(report.findings(linter.rules(), Main.VERSION)));
    }
    return !parsed.hasMatchedOption("--no-fail") && report.isAtLeast(threshold) ? 1 : 0;
  }

  private byte[] bytes(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return console.in().readNBytes(MOST_BYTES);
    }
    try (InputStream in = Files.newInputStream(console.path(file))) {
      return in.readNBytes(MOST_BYTES);
    } catch (NoSuchFileException _) {
      throw KobakoException.usage(
          Diagnostic.of(Printed.of(file), "there is no such file", "name a Dockerfile"));
    } catch (IOException e) {
      throw KobakoException.usage(
          Diagnostic.of(
              Printed.of(file),
              "can't be read: " + Printed.of(String.valueOf(e.getMessage())),
              "name a Dockerfile that you may read"));
    }
  }

  private void print(String file, SourceText source, Problem problem) {
    Rule.Description rule = problem.rule();
    console
        .out()
        .println(
            PrintableText.of(file)
                + ":"
                + problem.line()
                + ": "
                + rule.severity().word()
                + ": "
                + rule.message()
                + " ["
                + rule.id()
                + "]"
                + source.excerpt(problem.keyword()));
  }
}
