package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Which images of an index a command takes. */
final class PlatformArguments {
  private PlatformArguments() {}

  static void declare(Options options) {
    options
        .texts(
            "OS/ARCH[/VARIANT]",
            "Take this image of an index (default: this machine's); several make a smaller index.",
            "--platform")
        .flag("Take the index with all its platforms.", "--all", "--all-platforms");
  }

  /** For a command that works on one image. */
  static void declareOne(Options options) {
    options.text(
        "OS/ARCH[/VARIANT]", "Which image of an index (default: this machine's).", "--platform");
  }

  /** The one that a command takes that works on one image; this machine's unless it is said. */
  static Platform one(ParseResult parsed) {
    return Options.text(parsed, "--platform").map(Platform::parse).orElseGet(Platform::host);
  }

  static Optional<PlatformChoice> choice(ParseResult parsed) {
    List<String> platforms = Options.texts(parsed, "--platform");
    if (parsed.hasMatchedOption("--all")) {
      if (!platforms.isEmpty()) {
        throw KobakoException.usage(
            Diagnostic.of("--platform", "goes not with --all", "leave one of them out"));
      }
      return Optional.of(PlatformChoice.all());
    }
    return platforms.isEmpty()
        ? Optional.empty()
        : Optional.of(new PlatformChoice.Some(platforms.stream().map(Platform::parse).toList()));
  }
}
