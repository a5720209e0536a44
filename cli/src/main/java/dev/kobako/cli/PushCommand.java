package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.PlatformChoice;
import dev.kobako.transfer.Copier;
import dev.kobako.transfer.CopyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako push}: from the store to a registry. */
final class PushCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageLocation from;
  private final ImageLocation to;
  private final Optional<PlatformChoice> platforms;

  PushCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.from = ImageLocation.parse(arguments.getFirst());
    this.to = registry(ImageLocation.parse(arguments.getLast()), arguments.size() == 1);
    this.platforms = PlatformArguments.choice(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "push",
            "Sends an image of the store to a registry; what is there already is not sent.",
            "kobako push ghcr.io/me/app:1",
            "kobako push app docker://127.0.0.1:5000/app:1 --compression zstd:19");
    Options options =
        new Options(spec)
            .arguments(
                "LOCATION", "1..2", "The image, and where it goes if its name does not say that.");
    PlatformArguments.declare(options);
    ConversionArguments.declare(options, "--format");
    options.flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print the digest only.");
    return spec;
  }

  int run() throws IOException {
    Path builds = BuildSession.cacheFolder(console);
    // What builds have compressed is not compressed again, nor is what is compressed here.
    try (Session session = Session.open(parsed, console);
        BuildCache cache = BuildCache.in(builds)) {
      session.homes().requireStored(from);
      session.progress().note("pushing " + from + " to " + to);
      var result =
          new Copier(session.homes(), session.progress(), cache.packed())
              .copy(
                  new CopyRequest(
                      from,
                      List.of(to),
                      Optional.of(platforms.orElse(PlatformChoice.all())),
                      ConversionArguments.of(parsed, "--format"),
                      CopyRequest.Digests.MAY_CHANGE,
                      ""));
      session.display().close();
      CopyReport.print(List.of(result), parsed, console.out());
    }
    return 0;
  }

  private static ImageLocation registry(ImageLocation location, boolean only) {
    return switch (location) {
      case ImageLocation.Store(ImageReference reference) -> new ImageLocation.Registry(reference);
      case ImageLocation.Registry registry when !only -> registry;
      case ImageLocation other when only ->
          throw KobakoException.usage(
              Diagnostic.of(
                  other.toString(),
                  "nothing says where it should go",
                  "name an image of the store, or write 'kobako push "
                      + other
                      + " docker://NAME'"));
      case ImageLocation other ->
          throw KobakoException.usage(
              Diagnostic.of(
                  other.toString(),
                  "is in no registry",
                  "write docker://NAME, or use 'kobako copy' for other places"));
    };
  }
}
