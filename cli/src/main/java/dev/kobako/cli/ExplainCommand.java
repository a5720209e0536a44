package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.report.Analysis;
import dev.kobako.report.ImageAnalysis;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
            "kobako explain docker-archive:app.tar --json | jq .waste",
            "kobako explain app --advice",
            "kobako explain app:slim --against app --html app.html",
            "kobako explain app --max-size 100MB --forbid secrets,setuid --format sarif");
    Options options = new Options(spec).arguments("LOCATION", "1", "The image.");
    PlatformArguments.declareOne(options);
    options
        .flag("Look through layers and trees in the terminal.", "--tui")
        .flag("Print everything that was found as JSON; sizes in bytes.", "--json")
        .flag("Print what could go, and what that saves of compressed layers too.", "--advice")
        .flag("With --advice, also what saves less than 1 %% of the image.", "--all");
    ExplainPage.declare(options);
    options.text(
        "LOCATION", "The image as it was before: for --html and --max-growth.", "--against");
    Session.declare(options, "Print no progress.");
    BudgetArguments.declare(options);
    return spec;
  }

  int run() throws IOException {
    BudgetArguments budgets = new BudgetArguments(parsed, console);
    budgets.check();
    if (parsed.hasMatchedOption("--tui")) {
      return browse(new TerminalBrowsing(console));
    }
    try (Session session = Session.open(parsed, console)) {
      Optional<ExplainPage> page = ExplainPage.of(parsed);
      if (page.isPresent()) {
        page.get().write(location, platform, session, console);
      }
      if (budgets.isAsked()) {
        return new BudgetWork(session, console, platform)
            .run(location, budgets.budgets(), budgets.format());
      }
      if (page.isPresent() && !parsed.hasMatchedOption("--json")) {
        return 0;
      }
      Image image = session.homes().read(location, platform);
      boolean advice = parsed.hasMatchedOption("--advice");
      Analysis analysis = ImageAnalysis.of(image, new ImageAnalysis.Wishes(advice, List.of()));
      session.display().close();
      if (parsed.hasMatchedOption("--json")) {
        console.out().println(ExplainJson.of(location.toString(), image, analysis));
      } else if (advice) {
        new AdviceReport(location.toString(), analysis, console.out())
            .print(parsed.hasMatchedOption("--all"));
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
