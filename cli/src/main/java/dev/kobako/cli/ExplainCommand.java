package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.report.Analysis;
import dev.kobako.report.BudgetCheck;
import dev.kobako.report.BudgetFile;
import dev.kobako.report.ImageAnalysis;
import dev.kobako.report.ImageSurvey;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
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
    Optional<ExplainPage> page = ExplainPage.of(parsed);
    Optional<BudgetFile> kept =
        budgets.isAsked() ? Optional.of(budgets.budgets()) : Optional.empty();
    ImageAnalysis.Wishes wishes =
        kept.map(file -> BudgetCheck.wishes(file.budgets()))
            .orElse(ImageAnalysis.Wishes.NONE)
            .withCompressedSavings(
                parsed.hasMatchedOption("--advice") && (page.isPresent() || kept.isEmpty()));
    try (Session session = Session.open(parsed, console)) {
      // Layers may come from far away: whatever is asked for is told of one reading of them.
      Image image = session.homes().read(location, platform);
      Analysis analysis;
      OptionalLong before = OptionalLong.empty();
      if (page.isPresent()) {
        ImageSurvey survey = ImageAnalysis.survey(image, wishes);
        analysis = survey.analysis();
        before = page.get().write(location, image, survey, session, console);
      } else {
        analysis = ImageAnalysis.of(image, wishes);
      }
      if (kept.isPresent()) {
        return new BudgetWork(session, console, platform)
            .run(location, analysis, kept.get(), budgets.format(), before);
      }
      session.display().close();
      print(image, analysis, page.isPresent());
    }
    return 0;
  }

  /** What was found, in the form that is asked for; who has a page need not read it as text. */
  private void print(Image image, Analysis analysis, boolean hasPage) throws IOException {
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(ExplainJson.of(location.toString(), image, analysis));
    } else if (hasPage) {
      return;
    } else if (parsed.hasMatchedOption("--advice")) {
      new AdviceReport(location.toString(), analysis, console.out())
          .print(parsed.hasMatchedOption("--all"));
    } else {
      new ExplainReport(analysis, console.out()).print(location.toString(), image);
    }
  }

  private int browse(TerminalBrowsing browsing) throws IOException {
    try (Session session = Session.open(parsed, console)) {
      Image image = session.homes().read(location, platform);
      browsing.of(location.toString(), image, session.display());
      return 0;
    }
  }
}
