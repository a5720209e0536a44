package dev.kobako.cli;

import dev.kobako.config.ConfigurationFiles;
import dev.kobako.diagnostic.Choice;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.dockerfile.BuildChecks;
import dev.kobako.lint.HadolintSettings;
import dev.kobako.lint.LabelType;
import dev.kobako.lint.LintFormat;
import dev.kobako.lint.LintSettings;
import dev.kobako.lint.LintSettingsReader;
import dev.kobako.lint.RuleBook;
import dev.kobako.lint.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** What is settled for rules about Dockerfiles: hadolint's options by their names. */
final class LintArguments {
  private static final Pattern HADOLINT = Pattern.compile("(DL|SC)[0-9]{4}");
  private static final List<Severity> SETTABLE =
      List.of(Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.STYLE);

  private final ParseResult parsed;
  private final Console console;

  LintArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .text(
            "FILE",
            "Take this file in the place of .hadolint.yaml and where else hadolint looks.",
            "--config",
            "-c")
        .text(
            "FORMAT",
            "How to print what is found: "
                + String.join(", ", LintFormat.names())
                + " (default: text).",
            "--format",
            "-f")
        .texts("ID", "Leave out a rule.", "--ignore");
    for (Severity severity : SETTABLE) {
      options.texts("ID", "Take a rule for this bad.", "--" + severity.word());
    }
    options
        .texts(
            "REGISTRY",
            "Take images from here only; a * at one end stands for any letters.",
            "--trusted-registry")
        .texts(
            "NAME:TYPE",
            "Images have to have this label: " + String.join(", ", LabelType.words()) + ".",
            "--require-label")
        .flag("No labels but those that are required.", "--strict-labels")
        .flag("Comments switch no rules off.", "--disable-ignore-pragma")
        .text(
            "SEVERITY",
            "Fail from here on: error, warning, info, style or none (default: info).",
            "--failure-threshold",
            "-t")
        .flag("Exit with 0 whatever is found.", "--no-fail")
        .text(
            "FOLDER",
            "The context of a build, for rules about what is copied (default: the file's folder).",
            "--context")
        .text(
            "LOCATION",
            "An image that was built of the file: rules about size then name bytes.",
            "--image")
        .flag("Leave out the checks of BuildKit.", "--no-build-checks")
        .flag("Ask no shellcheck, also where there is one.", "--no-shellcheck")
        .flag("No colors; there are none.", "--no-color");
  }

  /** What the environment, files and options say together, each counting more than those before. */
  LintSettings settings() {
    LintSettings file =
        Options.text(parsed, "--config")
            .map(console::path)
            .or(() -> HadolintSettings.find(console.environment(), console.path(".")))
            .map(HadolintSettings::read)
            .orElse(LintSettings.NONE);
    LintSettings project =
        ConfigurationFiles.read(console.environment(), console.path("."))
            .lint()
            .map(LintSettingsReader::of)
            .orElse(LintSettings.NONE);
    return HadolintSettings.of(console.environment()).and(file).and(project).and(options());
  }

  private LintSettings options() {
    SortedMap<Severity, SortedSet<String>> severities = new TreeMap<>();
    for (Severity severity : SETTABLE) {
      SortedSet<String> ids = ids("--" + severity.word());
      if (!ids.isEmpty()) {
        severities.put(severity, ids);
      }
    }
    return new LintSettings(
        ids("--ignore"),
        severities,
        new TreeSet<>(Options.texts(parsed, "--trusted-registry")),
        labels(),
        flag("--strict-labels"),
        flag("--disable-ignore-pragma"),
        Options.text(parsed, "--failure-threshold").map(LintArguments::threshold),
        flag("--no-fail"),
        Options.text(parsed, "--format"),
        off("--no-build-checks"),
        off("--no-shellcheck"));
  }

  private Optional<Boolean> flag(String name) {
    return parsed.hasMatchedOption(name) ? Optional.of(true) : Optional.empty();
  }

  private Optional<Boolean> off(String name) {
    return parsed.hasMatchedOption(name) ? Optional.of(false) : Optional.empty();
  }

  private SortedSet<String> ids(String option) {
    SortedSet<String> ids = new TreeSet<>(Options.texts(parsed, option));
    ids.forEach(id -> requireKnown(option, id));
    return ids;
  }

  /** Ids that hadolint has had are accepted; a slip of the pen would switch nothing off. */
  private static void requireKnown(String option, String id) {
    List<String> known = new ArrayList<>(BuildChecks.names());
    RuleBook.of(LintSettings.NONE).forEach(each -> known.add(each.description().id()));
    if (!HADOLINT.matcher(id).matches() && !known.contains(id)) {
      throw KobakoException.usage(
          Diagnostic.of(
              option,
              "'" + Printed.of(id) + "' is no rule",
              Spelling.didYouMean(id, known).orElse("write one of docs/lint")));
    }
  }

  private SortedMap<String, LabelType> labels() {
    SortedMap<String, LabelType> labels = new TreeMap<>();
    for (String each : Options.texts(parsed, "--require-label")) {
      int colon = each.lastIndexOf(':');
      String type = colon < 0 ? "" : each.substring(colon + 1);
      labels.put(
          colon < 0 ? each : each.substring(0, colon),
          LabelType.of(type)
              .orElseThrow(() -> Choice.refused("--require-label", type, LabelType.words())));
    }
    return labels;
  }

  private static Severity threshold(String word) {
    List<String> words = Arrays.stream(Severity.values()).map(Severity::word).toList();
    return Severity.of(word.toLowerCase(Locale.ROOT))
        .orElseThrow(() -> Choice.refused("--failure-threshold", word, words));
  }
}
