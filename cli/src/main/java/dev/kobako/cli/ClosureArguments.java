package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.CpuSelection;
import dev.kobako.slim.BundleRequest;
import dev.kobako.slim.ClosureOptions;
import dev.kobako.slim.Guess;
import dev.kobako.slim.ImageSettings;
import dev.kobako.slim.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say what goes into a bundle. */
final class ClosureArguments {
  @Option(
      names = "--include",
      paramLabel = "SRC[:DEST]",
      description = "Take further files or folders; SRC may have globs.")
  private List<String> includes = new ArrayList<>();

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "Take the files of a Debian package of the source, less its docs.")
  private List<String> packages = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "hint|auto|PROGRAM,...",
      description =
          "Data paths found in programs: list them as hints (default), take all, or those of some.")
  private String data = "hint";

  @Option(
      names = "--no-guess",
      split = ",",
      paramLabel = "NAME",
      description =
          "Leave out what is guessed: nss, gconv, tls, tz, terminfo, dlopen, unwind, shell, exec,"
              + " script, locale, env, or all.")
  private List<String> refused = new ArrayList<>();

  @Option(names = "--ca", description = "Take the CA certificates in any case.")
  private boolean caCertificates;

  @Option(names = "--tz", paramLabel = "ZONE", description = "Local time zone: Europe/Berlin.")
  private Optional<String> timeZone = Optional.empty();

  @Option(names = "--locale", paramLabel = "NAME", description = "Take a locale: de_DE.UTF-8.")
  private List<String> locales = new ArrayList<>();

  @Option(
      names = "--gconv",
      paramLabel = "named|all|CHARSET,...",
      description =
          "Charset converters for iconv: those that constants name (default), all, or these as well.")
  private String gconv = "named";

  @Option(
      names = "--cpu",
      paramLabel = "SELECTION",
      description =
          "CPUs that the result runs on: portable (default), native, x86-64-v1 to x86-64-v4.")
  private String cpu = "portable";

  @Option(
      names = "--no-package-db",
      description = "Leave out the stanzas by which scanners see the packages inside.")
  private boolean noPackageDatabase;

  /** Whether nothing at all is asked for. */
  boolean isEmpty() {
    return includes.isEmpty() && packages.isEmpty();
  }

  ClosureOptions options(Source source) {
    return new ClosureOptions(
        refusedGuesses(),
        CpuSelection.parse(cpu),
        converters(),
        dataPaths(),
        timeZone,
        locales,
        caCertificates);
  }

  BundleRequest request(List<String> programs, ImageSettings settings, Source source) {
    return new BundleRequest(
        programs, includes, packages, !noPackageDatabase, options(source), settings);
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

  private ClosureOptions.Data dataPaths() {
    return switch (data) {
      case "auto" -> new ClosureOptions.Data.Take();
      case "hint" -> new ClosureOptions.Data.Hint();
      default -> new ClosureOptions.Data.TakeOf(List.of(data.split(",")));
    };
  }
}
