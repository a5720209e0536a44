package dev.kobako.cli;

import dev.kobako.config.Configuration;
import dev.kobako.config.ConfigurationFiles;
import dev.kobako.config.Yaml;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.findings.FindingFormat;
import dev.kobako.report.Amount;
import dev.kobako.report.Budget;
import dev.kobako.report.BudgetFile;
import dev.kobako.report.BudgetWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Options that say what an image may be at most; with {@code --ci} files say it too. */
final class BudgetArguments {
  private static final String DIVE = ".dive-ci";
  private static final List<String> LIMITS =
      List.of("--max-size", "--max-compressed", "--max-waste", "--max-growth");

  private final ParseResult parsed;
  private final Console console;

  BudgetArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .heading("Budgets: exit code 1 where the image does not keep them")
        .flag("Check the budgets of .kobako.yaml and .dive-ci too.", "--ci")
        .text("FILE", "Another file than .dive-ci.", "--ci-config")
        .text("SIZE", "At most so many bytes in files, as in 200MB.", "--max-size")
        .text("SIZE", "At most so many bytes in blobs.", "--max-compressed")
        .text("SIZE|%", "At most so many bytes that nobody can see.", "--max-waste")
        .text("SIZE|%", "At most so many bytes in files more than --against.", "--max-growth")
        .commaTexts(
            "WHAT",
            "What must not be there: secrets, setuid, a kind of files such as version-control, or a"
                + " path.",
            "--forbid")
        .text("FORMAT", String.join(", ", FindingFormat.names()) + ".", "--format");
  }

  /** Whether any of them is there. */
  boolean isAsked() {
    return parsed.hasMatchedOption("--ci")
        || parsed.hasMatchedOption("--ci-config")
        || parsed.hasMatchedOption("--forbid")
        || LIMITS.stream().anyMatch(parsed::hasMatchedOption);
  }

  /**
   * Refuses what can't be meant, before anything is read.
   *
   * @throws KobakoException usage, where budgets are asked for that can't be read, or their format
   *     without them, or what prints something else beside them
   */
  void check() {
    boolean asked = isAsked();
    if (parsed.hasMatchedOption("--format") && !asked) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--format",
              "no budget is there to be checked",
              "give --ci, or --json for everything that explain finds"));
    }
    for (String other : List.of("--tui", "--json")) {
      if (asked && parsed.hasMatchedOption(other)) {
        throw KobakoException.usage(
            Diagnostic.of(
                other,
                "budgets are checked, which print their own findings",
                other.equals("--json") ? "write --format json" : "leave one of them out"));
      }
    }
    if (asked) {
      FindingFormat _ = format();
      BudgetFile _ = budgets();
    }
  }

  FindingFormat format() {
    return Options.text(parsed, "--format")
        .map(name -> FindingFormat.parse("--format", name))
        .orElse(FindingFormat.TEXT);
  }

  /**
   * Everything that was said: an option counts more than the same of a file.
   *
   * @throws KobakoException usage, where nothing was; a finding, where a file can't be read
   */
  BudgetFile budgets() {
    List<Budget> budgets = new ArrayList<>();
    String against = Options.text(parsed, "--against").orElse("");
    options().stream().distinct().forEach(budgets::add);
    for (BudgetFile file : files()) {
      file.budgets().stream()
          .filter(each -> !isGiven(each))
          .filter(each -> !budgets.contains(each))
          .forEach(budgets::add);
      against = against.isEmpty() ? file.against() : against;
    }
    if (budgets.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--ci",
              "no budget is there to be checked",
              "write 'budgets:' with max-size and so on in .kobako.yaml, or give --max-size"));
    }
    if (against.isEmpty() && budgets.stream().anyMatch(Budget.MaxGrowth.class::isInstance)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "max-growth",
              "no image is named to compare with",
              "give --against IMAGE, or write 'against:' beside it"));
    }
    return new BudgetFile(budgets, against);
  }

  private boolean isGiven(Budget budget) {
    return parsed.hasMatchedOption("--" + budget.rule().id());
  }

  private List<Budget> options() {
    List<Budget> budgets = new ArrayList<>();
    Map<String, String> given = new LinkedHashMap<>();
    LIMITS.forEach(name -> Options.text(parsed, name).ifPresent(text -> given.put(name, text)));
    given.forEach((name, text) ->
        budgets.add(
            switch (name) {
              case "--max-size" -> new Budget.MaxSize(bytes(name, text));
              case "--max-compressed" -> new Budget.MaxCompressed(bytes(name, text));
              case "--max-waste" -> new Budget.MaxWaste(amount(name, text));
              default -> new Budget.MaxGrowth(amount(name, text));
            }));
    for (String word : Options.texts(parsed, "--forbid")) {
      budgets.add(
          BudgetWords.forbid(word)
              .orElseThrow(() ->
                  refused("--forbid", word, BudgetWords.expected(), BudgetWords.remedy(word))));
    }
    return budgets;
  }

  private static long bytes(String option, String text) {
    return switch (amount(option, text)) {
      case Amount.Bytes(long count) -> count;
      case Amount.Percent _ ->
          throw refused(option, text, Amount.EXPECTED_BYTES, "write it as in 200MB");
    };
  }

  private static Amount amount(String option, String text) {
    return Amount.parse(text)
        .orElseThrow(() -> refused(option, text, Amount.EXPECTED, "write it as in 20MB or 5%"));
  }

  private static KobakoException refused(
      String option, String text, String expected, String remedy) {
    return KobakoException.usage(
        Diagnostic.of(option, "'" + Printed.of(text) + "', expected " + expected, remedy));
  }

  private List<BudgetFile> files() {
    List<BudgetFile> files = new ArrayList<>();
    if (parsed.hasMatchedOption("--ci")) {
      Configuration configuration =
          ConfigurationFiles.read(console.environment(), console.path("."));
      configuration.budgets().map(BudgetFile::read).ifPresent(files::add);
    }
    Optional<String> named = Options.text(parsed, "--ci-config");
    String dive = named.orElse(DIVE);
    Path path = console.path(dive);
    if (named.isPresent() || (parsed.hasMatchedOption("--ci") && Files.exists(path))) {
      files.add(BudgetFile.readDive(Yaml.read(dive, ConfigurationFiles.bytes(path))));
    }
    return files;
  }
}
