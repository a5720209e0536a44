package dev.kobako.cli;

import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako inspect}: an image where it is. */
final class InspectCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageLocation location;
  private final Platform platform;

  InspectCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.location = ImageLocation.parse(Options.arguments(parsed).getFirst());
    this.platform = PlatformArguments.one(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "inspect",
            "Shows manifest, platforms, configuration and sizes of an image without pulling it.",
            "kobako inspect docker://registry.example/app:1",
            "kobako inspect app --json | jq .compressedSize");
    Options options =
        new Options(spec)
            .arguments("LOCATION", "1", "The image.")
            .text(
                "OS/ARCH[/VARIANT]",
                "Which image of an index (default: this machine's).",
                "--platform")
            .flag(
                "Read the layers of an image in a registry too, and count instead of estimating.",
                "--exact")
            .flag("Print the bytes of the index or manifest.", "--raw")
            .flag("Print the bytes of the configuration.", "--config")
            .flag("Print the result as JSON: size and compressedSize in bytes.", "--json");
    Session.declare(options, "Print the digest only.");
    return spec;
  }

  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      session.homes().requireStored(location);
      PlatformChoice choice = PlatformChoice.one(platform);
      Artifact found = session.homes().artifact(location, choice);
      if (Session.isQuiet(parsed)) {
        console.out().println(found.descriptor().digest());
        return 0;
      }
      if (parsed.hasMatchedOption("--raw")) {
        boolean chosen = parsed.hasMatchedOption("--platform");
        Artifact raw = chosen ? found.only(location.toString(), choice) : found;
        console.out().write(raw.manifestBytes());
        return 0;
      }
      Image image = found.image(location.toString(), platform);
      if (parsed.hasMatchedOption("--config")) {
        console.out().write(image.config().bytes());
        return 0;
      }
      Inspection inspection;
      try (FileSizes sizes = new FileSizes(session.store())) {
        inspection = Inspection.of(location.toString(), found, image, measure(sizes));
      }
      session.display().close();
      if (parsed.hasMatchedOption("--json")) {
        console.out().println(InspectJson.of(inspection));
      } else {
        InspectReport.print(inspection, console.out());
      }
    }
    return 0;
  }

  /** Layers in a registry are far away: of large ones only a few bytes are fetched. */
  private Inspection.Measure measure(FileSizes sizes) {
    boolean remote = location instanceof ImageLocation.Registry;
    return remote && !parsed.hasMatchedOption("--exact") ? sizes::ofRemote : sizes::of;
  }
}
