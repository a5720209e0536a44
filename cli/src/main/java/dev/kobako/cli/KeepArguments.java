package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.ladder.KeepFile;
import dev.kobako.ladder.KeepRules;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.ParseResult;

/** The user's words about what stays and goes: {@code --keep} and its relatives. */
final class KeepArguments {
  private final ParseResult parsed;
  private final Console console;

  KeepArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .texts("PATH|GLOB|package:NAME", "Stays, whatever speaks against it.", "--keep")
        .texts("PATH|GLOB", "Goes, whatever speaks for it but --keep.", "--drop")
        .texts("FILE", "A file with such words, one a line; behind ! they go.", "--keep-file")
        .flag("Keep the image's shell for people.", "--shell")
        .commaTexts("NAME", "Don't apply this clean rule, family or kind of program.", "--no-rule")
        .flag("Only list them.", "--list-rules");
  }

  KeepRules rules() {
    List<String> keep = new ArrayList<>();
    List<String> drop = new ArrayList<>();
    NavigableMap<String, String> places = new TreeMap<>();
    for (String name : Options.texts(parsed, "--keep-file")) {
      byte[] bytes = new InputFile("--keep-file " + name, console.path(name)).bytes();
      KeepFile file = KeepFile.parse(bytes, name);
      keep.addAll(file.keep());
      drop.addAll(file.drop());
      file.places().forEach(places::putIfAbsent);
    }
    keep.addAll(Options.texts(parsed, "--keep"));
    drop.addAll(Options.texts(parsed, "--drop"));
    List<String> off = Options.texts(parsed, "--no-rule");
    off.forEach(KeepArguments::requireKnown);
    return new KeepRules(
        keep, drop, parsed.hasMatchedOption("--shell"), new TreeSet<>(off), places);
  }

  private static void requireKnown(String rule) {
    List<String> known = KeepRules.names();
    if (!known.contains(rule)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--no-rule " + rule,
              "is no clean rule, family or kind of program",
              Spelling.nearest(rule, known).map(near -> "did you mean " + near + "? ").orElse("")
                  + "'kobako slim --list-rules' lists them"));
    }
  }
}
