package dev.kobako.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Range;

/**
 * Options declared by calls. picocli's annotations would be nicer to read, but reading them takes a
 * JVM that has just started 0.1 s, more than all else that a command like {@code --help} does.
 */
final class Options {
  private final CommandSpec spec;
  private @Nullable OptionGroups groups;

  Options(CommandSpec spec) {
    this.spec = spec;
  }

  /** What is declared from now on stands under a heading in the help text. */
  Options heading(String text) {
    OptionGroups all = groups;
    if (all == null) {
      all = OptionGroups.in(spec);
      groups = all;
    }
    all.begin(text);
    return this;
  }

  /** An option without a value. */
  Options flag(String description, String... names) {
    spec.addOption(OptionSpec.builder(names).type(boolean.class).description(description).build());
    return this;
  }

  /** An option without a value, or with {@code =true} or {@code =false}. */
  Options writtenOutFlag(String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(boolean.class)
            .arity("0..1")
            .fallbackValue("true")
            .paramLabel("true|false")
            .description(description)
            .build());
    return this;
  }

  /** An option with one value, which may be given once. */
  Options text(String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** An option with two values, each a word of its own. */
  Options pair(String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("2")
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** An option whose value may be left out, which then counts as empty. */
  Options optionalText(String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(String.class)
            .arity("0..1")
            .fallbackValue("")
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** An option that may be given several times. */
  Options texts(String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** The same for options of docker's that are there to be refused; no help text has them. */
  Options hiddenTexts(String... names) {
    for (String name : names) {
      spec.addOption(
          OptionSpec.builder(name)
              .type(List.class)
              .auxiliaryTypes(String.class)
              .hidden(true)
              .build());
    }
    return this;
  }

  /** An option that may be given several times, or with several values and commas between them. */
  Options commaTexts(String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .splitRegexSynopsisLabel(",")
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** An option {@code NAME=VALUE} that may be given several times. */
  Options pairs(String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .paramLabel("NAME=VALUE")
            .description(description)
            .build());
    return this;
  }

  /** The arguments that are no options: {@code arity} of them, as in {@code 1..*}. */
  Options arguments(String label, String arity, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label.contains(" ") ? label : repeated(label, Range.valueOf(arity)))
            .hideParamSyntax(true)
            .arity(arity)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(description)
            .build());
    return this;
  }

  /** As synopses have it: {@code NAME...}, {@code [NAME]}, {@code NAME [NAME]}. */
  private static String repeated(String label, Range arity) {
    List<String> words = new ArrayList<>(Collections.nCopies(arity.min(), label));
    if (!arity.isVariable()) {
      words.addAll(Collections.nCopies(arity.max() - arity.min(), "[" + label + "]"));
      return String.join(" ", words);
    }
    return words.isEmpty() ? "[" + label + "...]" : String.join(" ", words) + "...";
  }

  /** {@code --help}. */
  Options help() {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    return this;
  }

  /** A command without options yet, and what it does. */
  static CommandSpec command(String name, String description, String... examples) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().sortOptions(false).description(description);
    if (examples.length > 0) {
      List<String> footer = new ArrayList<>(List.of("", "Examples:"));
      for (String example : examples) {
        footer.add("  " + example);
      }
      spec.usageMessage().footer(footer.toArray(new String[0]));
    }
    return spec;
  }

  /** The arguments that are no options, of a command that declares them as one list. */
  static List<String> arguments(ParseResult parsed) {
    return parsed.matchedPositionalValue(0, List.of());
  }

  /**
   * Refuses too few or too many arguments of a command or of its subcommand; picocli itself lets a
   * list have any number.
   *
   * @throws ParameterException saying how many are wanted
   */
  static void checkArguments(ParseResult parsed) {
    for (PositionalParamSpec declared : parsed.commandSpec().positionalParameters()) {
      int given = arguments(parsed).size();
      Range wanted = declared.arity();
      if (given < wanted.min() || given > wanted.max()) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            parsed.commandSpec().qualifiedName()
                + ": "
                + (given == 0 ? "no" : String.valueOf(given))
                + " "
                + single(declared.paramLabel())
                + " given, expected "
                + range(wanted));
      }
    }
    if (parsed.hasSubcommand()) {
      checkArguments(parsed.subcommand());
    }
  }

  /** What is repeated, without the marks that say so; of several kinds all as they stand. */
  private static String single(String label) {
    List<String> words =
        Arrays.stream(label.replaceAll("\\.\\.\\.", "").split(" "))
            .map(word -> word.startsWith("[") ? word.substring(1, word.length() - 1) : word)
            .distinct()
            .toList();
    return words.size() == 1 ? words.getFirst() : label;
  }

  private static String range(Range wanted) {
    if (wanted.min() == wanted.max()) {
      return String.valueOf(wanted.min());
    }
    return wanted.isVariable()
        ? wanted.min() + " or more"
        : wanted.min() == 0 ? "at most " + wanted.max() : wanted.min() + " to " + wanted.max();
  }

  static Optional<String> text(ParseResult parsed, String name) {
    return Optional.ofNullable(parsed.matchedOptionValue(name, null));
  }

  static List<String> texts(ParseResult parsed, String name) {
    return parsed.matchedOptionValue(name, List.of());
  }

  static Map<String, String> pairs(ParseResult parsed, String name) {
    return parsed.matchedOptionValue(name, Map.of());
  }
}
