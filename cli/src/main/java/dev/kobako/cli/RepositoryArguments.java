package dev.kobako.cli;

import dev.kobako.apt.AptSource;
import dev.kobako.apt.CacheUpkeep;
import dev.kobako.apt.Repositories;
import dev.kobako.base.SourceWishes;
import dev.kobako.config.Configuration;
import dev.kobako.config.ConfigurationFiles;
import dev.kobako.config.MirrorUrl;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Where a command has Debian packages from. */
final class RepositoryArguments {
  private static final Path HOST = Path.of("/");

  private final Console console;
  private final Optional<String> mirror;
  private final List<String> lines;
  private final List<String> components;
  private final Optional<String> snapshot;
  private final boolean offline;

  private RepositoryArguments(
      Console console,
      Optional<String> mirror,
      List<String> lines,
      List<String> components,
      Optional<String> snapshot,
      boolean offline) {
    this.console = console;
    this.mirror = mirror;
    this.lines = lines;
    this.components = components;
    this.snapshot = snapshot;
    this.offline = offline;
  }

  /** As the command line says. */
  RepositoryArguments(ParseResult parsed, Console console) {
    this(
        console,
        Options.text(parsed, "--mirror"),
        Options.texts(parsed, "--source"),
        Options.texts(parsed, "--component"),
        Options.text(parsed, "--snapshot"),
        parsed.hasMatchedOption("--offline"));
  }

  /** For a command that has other options. */
  static RepositoryArguments none(Console console) {
    return new RepositoryArguments(
        console, Optional.empty(), List.of(), List.of(), Optional.empty(), false);
  }

  static void declare(Options options) {
    options
        .text(
            "URL",
            "Archive to take packages from, as in http://deb.debian.org/debian (default: what this"
                + " machine's apt uses).",
            "--mirror")
        .texts(
            "LINE",
            "Take packages from this entry of sources.list alone: 'deb [signed-by=FILE] URL SUITE"
                + " COMPONENT...'.",
            "--source")
        .texts("NAME", "Component of the archive (default: main).", "--component")
        .text(
            "TIME",
            "Packages as they were then, from a snapshot archive: 20250520T000000Z.",
            "--snapshot")
        .flag("Ask no server; only what was fetched before is there.", "--offline");
  }

  /** Whether options say anything of sources. */
  boolean isGiven() {
    return !wishes().equals(SourceWishes.NONE);
  }

  /** What the user says of sources. */
  SourceWishes wishes() {
    return new SourceWishes(mirror.map(RepositoryArguments::url), components, snapshot, lines);
  }

  /**
   * The sources of a release: as options say, else a file, else the configuration, else the host.
   */
  List<AptSource> sources(String distribution, String suite, SourceWishes file) {
    return wishes().or(file).or(configured(distribution)).choice(HOST).sources(distribution, suite);
  }

  private SourceWishes configured(String distribution) {
    Configuration configuration = ConfigurationFiles.read(console.environment(), console.path("."));
    return new SourceWishes(
        Optional.ofNullable(configuration.mirrors().get(distribution)),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static MirrorUrl url(String text) {
    try {
      return new MirrorUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException _) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--mirror",
              "is no URL of a package archive",
              "write it as in http://deb.debian.org/debian; for a folder write --source 'deb"
                  + " [signed-by=FILE] file:/FOLDER SUITE main'"));
    }
  }

  Repositories open(Progress progress) {
    return new Repositories(
        new Repositories.Settings(
            console.environment(),
            HOST,
            archives(console),
            offline,
            InstantSource.system(),
            progress));
  }

  /** Where indexes and packages are kept. */
  static Path folder(Console console) {
    return ImageStore.defaultRoot(console.environment()).resolve("apt");
  }

  private static Path archives(Console console) {
    return folder(console).resolve("archives");
  }

  /** Keeps what was fetched and unpacked small. */
  static CacheUpkeep upkeep(Console console) {
    return new CacheUpkeep(archives(console), List.of(unpacked(console)));
  }

  /** Where the uncompressed contents of packages are kept. */
  static Path unpacked(Console console) {
    return folder(console).resolve("unpacked");
  }
}
