package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.report.ImageComparison;
import dev.kobako.report.ImageDiff;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako diff}: what is different between two images, or two layers of one. */
final class DiffCommand {
  private final ParseResult parsed;
  private final Console console;
  private final List<ImageLocation> locations;
  private final List<Integer> layers;
  private final Platform platform;

  DiffCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.locations = Options.arguments(parsed).stream().map(ImageLocation::parse).toList();
    this.layers = Options.texts(parsed, "--layers").stream().map(DiffCommand::layer).toList();
    this.platform = PlatformArguments.one(parsed);
    if (layers.isEmpty() == (locations.size() == 1)) {
      throw layers.isEmpty()
          ? KobakoException.usage(
              Diagnostic.of(
                  "kobako diff",
                  "one image, expected two",
                  "name the other one too, or two layers of this one with --layers"))
          : KobakoException.usage(
              Diagnostic.of(
                  "--layers",
                  "two images, expected one with two layers",
                  "leave out --layers, or one of the images"));
    }
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "diff",
            "Shows what is different between two images: size, files, layers, packages, settings.",
            "kobako diff app:1 app:2",
            "kobako diff app --layers 0 3");
    Options options =
        new Options(spec)
            .arguments("LOCATION", "1..2", "The image before and the one after.")
            .pair(
                "NUMBER",
                "Compare what one image is after two of its layers; 0 is the lowest.",
                "--layers")
            .flag("Tell nothing of files that differ in their time only.", "--ignore-times")
            .flag("List all, and not only what is largest.", "--all")
            .flag("Exit with 1 where there is a difference.", "--exit-code")
            .flag("Print everything that was found as JSON; sizes in bytes.", "--json");
    PlatformArguments.declareOne(options);
    Session.declare(options, "Print no progress.");
    return spec;
  }

  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      ImageDiff diff = diff(session);
      session.display().close();
      String before = name(0);
      String after = name(1);
      if (parsed.hasMatchedOption("--json")) {
        console.out().println(DiffJson.of(before, after, diff));
      } else {
        new DiffReport(diff, parsed.hasMatchedOption("--all"), console.out()).print(before, after);
      }
      return parsed.hasMatchedOption("--exit-code") && !diff.isSame() ? 1 : 0;
    }
  }

  private ImageDiff diff(Session session) throws IOException {
    Set<TreeDiff.Aspect> ignored =
        parsed.hasMatchedOption("--ignore-times")
            ? EnumSet.of(TreeDiff.Aspect.TIME)
            : EnumSet.noneOf(TreeDiff.Aspect.class);
    ImageComparison comparison = new ImageComparison(ignored);
    var before = session.homes().read(locations.getFirst(), platform);
    return layers.isEmpty()
        ? comparison.between(before, session.homes().read(locations.getLast(), platform))
        : comparison.betweenLayers(before, layers.getFirst(), layers.getLast());
  }

  private String name(int side) {
    return layers.isEmpty()
        ? locations.get(side).toString()
        : locations.getFirst() + " layer " + layers.get(side);
  }

  private static int layer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--layers", "'" + text + "' is no number of a layer", "write --layers 0 3"));
    }
  }
}
