package dev.kobako.cli;

import dev.kobako.apt.Repositories;
import dev.kobako.apt.SourceChoice;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Where a command has Debian packages from. */
final class RepositoryArguments {
  private static final Path HOST = Path.of("/");

  private final ParseResult parsed;
  private final Console console;

  RepositoryArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
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

  /** Whether the user names sources. */
  boolean isGiven() {
    return List.of("--mirror", "--source", "--component", "--snapshot").stream()
        .anyMatch(parsed::hasMatchedOption);
  }

  SourceChoice choice() {
    List<String> components = Options.texts(parsed, "--component");
    return new SourceChoice(
        HOST,
        Options.texts(parsed, "--source"),
        Options.text(parsed, "--mirror"),
        components.isEmpty() ? List.of("main") : components,
        Options.text(parsed, "--snapshot"));
  }

  Repositories open(Progress progress) {
    return new Repositories(
        new Repositories.Settings(
            console.environment(),
            HOST,
            folder(console).resolve("archives"),
            parsed.hasMatchedOption("--offline"),
            InstantSource.system(),
            progress));
  }

  /** Where indexes and packages are kept. */
  static Path folder(Console console) {
    return ImageStore.defaultRoot(console.environment()).resolve("apt");
  }

  /** Where the uncompressed contents of packages are kept. */
  static Path unpacked(Console console) {
    return folder(console).resolve("unpacked");
  }
}
