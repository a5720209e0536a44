package dev.kobako.cli;

import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.PlatformChoice;
import dev.kobako.transfer.Copier;
import dev.kobako.transfer.CopyRequest;
import dev.kobako.transfer.CopyResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako pull}: from registries into the store. */
final class PullCommand {
  private final ParseResult parsed;
  private final Console console;
  private final List<ImageReference> names;
  private final Optional<PlatformChoice> platforms;

  PullCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.names = Options.arguments(parsed).stream().map(PullCommand::name).toList();
    this.platforms = PlatformArguments.choice(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "pull",
            "Brings images from registries into the store.",
            "kobako pull debian:bookworm-slim",
            "kobako pull ghcr.io/me/app:1 --platform linux/arm64");
    Options options =
        new Options(spec).arguments("NAME", "1..*", "Images, as in debian:13 or ghcr.io/me/app:1.");
    PlatformArguments.declare(options);
    options.flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print digests only.");
    return spec;
  }

  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      Copier copier = new Copier(session.homes(), session.progress());
      List<CopyResult> results = new ArrayList<>();
      for (ImageReference name : names) {
        ImageLocation from = new ImageLocation.Registry(name);
        session.progress().note("pulling " + from);
        results.add(
            copier.copy(
                CopyRequest.plain(from, List.of(new ImageLocation.Store(name)), platforms)));
      }
      session.display().close();
      CopyReport.print(results, parsed, console.out());
    }
    return 0;
  }

  private static ImageReference name(String text) {
    return Remote.reference(
        text, other -> "bring it into the store with 'kobako copy " + other + " NAME'");
  }
}
