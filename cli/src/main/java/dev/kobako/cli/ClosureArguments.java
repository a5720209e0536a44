package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.CpuSelection;
import dev.kobako.slim.BundleRequest;
import dev.kobako.slim.ClosureOptions;
import dev.kobako.slim.Guess;
import dev.kobako.slim.ImageSettings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** The options that say what goes into a bundle. */
final class ClosureArguments {
  private final List<String> includes;
  private final List<String> packages;
  private final List<String> refused;
  private final List<String> locales;
  private final Optional<String> timeZone;
  private final String data;
  private final String gconv;
  private final String cpu;
  private final String python;
  private final boolean caCertificates;
  private final boolean noPackageDatabase;

  ClosureArguments(ParseResult parsed) {
    this.includes = Options.texts(parsed, "--include");
    this.packages = Options.texts(parsed, "--package");
    this.refused = Options.texts(parsed, "--no-guess");
    this.locales = Options.texts(parsed, "--locale");
    this.timeZone = Options.text(parsed, "--tz");
    this.data = Options.text(parsed, "--data").orElse("hint");
    this.gconv = Options.text(parsed, "--gconv").orElse("named");
    this.cpu = Options.text(parsed, "--cpu").orElse("portable");
    this.python = Options.text(parsed, "--python").orElse("source");
    this.caCertificates = parsed.hasMatchedOption("--ca");
    this.noPackageDatabase = parsed.hasMatchedOption("--no-package-db");
  }

  static void declare(Options options) {
    options
        .texts("SRC[:DEST]", "Take further files or folders; SRC may have globs.", "--include")
        .texts(
            "NAME", "Take the files of a Debian package of the source, less its docs.", "--package")
        .text(
            "hint|auto|PROGRAM,...",
            "Data paths found in programs: list them as hints (default), take all, or those of some.",
            "--data")
        .commaTexts(
            "NAME",
            "Leave out what is guessed: nss, gconv, tls, tz, terminfo, dlopen, unwind, shell, exec,"
                + " script, python, lazy, perl, ruby, php, node, java, locale, env, or all.",
            "--no-guess")
        .flag("Take the CA certificates in any case.", "--ca")
        .text("ZONE", "Local time zone: Europe/Berlin.", "--tz")
        .texts("NAME", "Take a locale: de_DE.UTF-8.", "--locale")
        .text(
            "named|all|CHARSET,...",
            "Charset converters for iconv: those that constants name (default), all, or these as"
                + " well.",
            "--gconv")
        .text(
            "source|compiled",
            "Which form of Python modules to take; compiled starts faster.",
            "--python")
        .text(
            "SELECTION",
            "CPUs that the result runs on: portable (default), native, x86-64-v1 to x86-64-v4.",
            "--cpu")
        .flag(
            "Leave out the stanzas by which scanners see the packages inside.", "--no-package-db");
  }

  /** Whether nothing at all is asked for. */
  boolean isEmpty() {
    return includes.isEmpty() && packages.isEmpty();
  }

  /**
   * What a closure shall do.
   *
   * @param hints whether anybody will read what else the programs seem to use
   */
  ClosureOptions options(boolean hints) {
    return new ClosureOptions(
        refusedGuesses(),
        CpuSelection.parse(cpu),
        converters(),
        dataPaths(hints),
        timeZone,
        locales,
        caCertificates,
        pythonCode());
  }

  private ClosureOptions.PythonCode pythonCode() {
    return switch (python) {
      case "source" -> ClosureOptions.PythonCode.SOURCE;
      case "compiled" -> ClosureOptions.PythonCode.COMPILED;
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--python " + python,
                  "is no form of Python modules",
                  "write --python source or --python compiled"));
    };
  }

  BundleRequest request(List<String> programs, ImageSettings settings, boolean hints) {
    return new BundleRequest(
        programs, includes, packages, !noPackageDatabase, options(hints), settings);
  }

  private Set<Guess> refusedGuesses() {
    Set<Guess> guesses = EnumSet.noneOf(Guess.class);
    for (String label : refused) {
      if (label.equals("all")) {
        return EnumSet.allOf(Guess.class);
      }
      guesses.add(
          Guess.of(label)
              .orElseThrow(() ->
                  KobakoException.usage(
                      Diagnostic.of(
                          "--no-guess " + label,
                          "is no guess that kobako makes",
                          "the guesses are "
                              + Arrays.stream(Guess.values())
                                  .map(Guess::label)
                                  .collect(Collectors.joining(", "))
                              + ", or all"))));
    }
    return guesses;
  }

  private ClosureOptions.Gconv converters() {
    return switch (gconv) {
      case "named" -> new ClosureOptions.Gconv.Named();
      case "all" -> new ClosureOptions.Gconv.All();
      default -> new ClosureOptions.Gconv.Chosen(List.of(gconv.split(",")));
    };
  }

  private ClosureOptions.Data dataPaths(boolean hints) {
    return switch (data) {
      case "auto" -> new ClosureOptions.Data.Take();
      case "hint" -> hints ? new ClosureOptions.Data.Hint() : new ClosureOptions.Data.Ignore();
      default -> new ClosureOptions.Data.TakeOf(List.of(data.split(",")));
    };
  }
}
