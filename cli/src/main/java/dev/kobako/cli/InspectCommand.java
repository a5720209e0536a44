package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako inspect}: an image where it is, or a container. */
final class InspectCommand {
  private final ParseResult parsed;
  private final Console console;
  private final String name;

  InspectCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.name = Options.arguments(parsed).getFirst();
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "inspect",
            "Shows an image, without pulling it: manifest, platforms, configuration and sizes; or a"
                + " container, as docker's JSON.",
            "kobako inspect docker://registry.example/app:1",
            "kobako inspect -f '{{.State.ExitCode}}' web",
            "kobako inspect app --json | jq .compressedSize");
    Options options =
        new Options(spec)
            .arguments("LOCATION", "1", "The image, or a container by its name or id.")
            .text("TYPE", "image or container, where both are called so.", "--type")
            .text(
                "FORMAT",
                "Of a container, a line as docker's: '{{.State.Pid}}'.",
                "-f",
                "--format");
    PlatformArguments.declareOne(options);
    options
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
    Optional<Map<String, Object>> container = container();
    if (container.isPresent()) {
      Optional<LineFormat> format = Options.text(parsed, "--format").map(LineFormat::parse);
      console
          .out()
          .println(
              format.isPresent()
                  ? format.get().of(container.get())
                  : JsonText.of(List.of(container.get())));
      return 0;
    }
    return image(ImageLocation.parse(name), PlatformArguments.one(parsed));
  }

  /** The container of that name, which counts more than an image, as with docker. */
  private Optional<Map<String, Object>> container() {
    String type = Options.text(parsed, "--type").orElse("");
    if (!List.of("", "image", "container").contains(type)) {
      throw KobakoException.usage(
          Diagnostic.of("--type " + type, "expected image or container", "write --type container"));
    }
    boolean asked = type.equals("container") || parsed.hasMatchedOption("--format");
    if (type.equals("image") || (!asked && !Files.isDirectory(ContainerAccess.folder(console)))) {
      return Optional.empty();
    }
    RunningContainers containers = ContainerAccess.known(console);
    Optional<KnownContainer> found =
        asked
            ? Optional.of(containers.find(name))
            : containers.all().stream()
                .filter(each -> each.name().equals(name) || each.id().equals(name))
                .findFirst();
    return found.map(
        each -> new ContainerInspection(each, containers.firstProcess(each).orElse(0)).json());
  }

  private int image(ImageLocation location, Platform platform) throws IOException {
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
        inspection = Inspection.of(location.toString(), found, image, measure(location, sizes));
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
  private Inspection.Measure measure(ImageLocation location, FileSizes sizes) {
    boolean remote = location instanceof ImageLocation.Registry;
    return remote && !parsed.hasMatchedOption("--exact") ? sizes::ofRemote : sizes::of;
  }
}
