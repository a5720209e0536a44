package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.report.Analysis;
import dev.kobako.report.ImageAnalysis;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako explain}: where every byte of an image went. */
final class ExplainCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageLocation location;
  private final Platform platform;

  ExplainCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.location = ImageLocation.parse(Options.arguments(parsed).getFirst());
    this.platform = PlatformArguments.one(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "explain",
            "Shows where every byte of an image went: layers, what is large, what is wasted.",
            "kobako explain app",
            "kobako explain docker-archive:app.tar --json | jq .waste");
    Options options =
        new Options(spec)
            .arguments("LOCATION", "1", "The image.")
            .text(
                "OS/ARCH[/VARIANT]",
                "Which image of an index (default: this machine's).",
                "--platform")
            .flag("Look through layers and trees in the terminal.", "--tui")
            .flag("Print everything that was found as JSON; sizes in bytes.", "--json");
    Session.declare(options, "Print no progress.");
    return spec;
  }

  int run() throws IOException {
    if (parsed.hasMatchedOption("--tui")) {
      return browse(new TerminalBrowsing(console));
    }
    try (Session session = Session.open(parsed, console)) {
      Image image = session.homes().read(location, platform);
      Analysis analysis = ImageAnalysis.of(image);
      session.display().close();
      if (parsed.hasMatchedOption("--json")) {
        console.out().println(ExplainJson.of(location.toString(), image, analysis));
      } else {
        new ExplainReport(analysis, console.out()).print(location.toString(), image);
      }
    }
    return 0;
  }

  private int browse(TerminalBrowsing browsing) throws IOException {
    try (Session session = Session.open(parsed, console)) {
      Image image = session.homes().read(location, platform);
      browsing.of(location.toString(), image, session.display());
      return 0;
    }
  }
}
