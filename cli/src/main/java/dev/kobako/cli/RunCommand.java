package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.LaidOutImages;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.NamedContainer;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.toolbox.Tool;
import dev.kobako.transfer.BaseSupply;
import dev.kobako.transfer.Homes;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako run}: a container of an image, without a daemon and without root. */
final class RunCommand {
  private final ParseResult parsed;
  private final Console console;
  private final RunArguments arguments;

  RunCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new RunArguments(parsed, console);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "run",
            "Runs a command in a container of an image, without a daemon and without root.",
            "kobako run --rm -it debian:bookworm-slim bash",
            "kobako run -d --name web -p 8080:8080 -v ./site:/srv:ro app");
    spec.parser().stopAtPositional(true);
    Options options =
        new Options(spec)
            .arguments("IMAGE [COMMAND]", "1..*", "The image, by name or location; what to run.");
    RunArguments.declare(options);
    Session.declare(options, "Don't tell how pulling goes.");
    return spec;
  }

  int run() {
    Path root = ImageStore.defaultRoot(console.environment());
    // Nobody takes the layers away as long as it is open.
    try (BuildCache cache = BuildCache.in(root.resolve("build"))) {
      NamedContainer named;
      RunningContainers containers;
      try (ProgressDisplay display = ProgressDisplay.on(console, Session.isQuiet(parsed))) {
        named = prepared(root, cache, display);
        containers = ContainerAccess.starting(console, display);
      }
      if (arguments.isDetached()) {
        console.out().println(containers.detach(named).id());
        return 0;
      }
      try (AttachedProcess process = containers.attach(named, arguments.attachment())) {
        return Foreground.await(process);
      }
    }
  }

  /** The store is free for others once all that is needed of the image is laid out. */
  private NamedContainer prepared(Path root, BuildCache cache, ProgressDisplay display) {
    try (ImageStore store = ImageStore.open(root)) {
      BaseSupply supply = new ComposedBases(console, arguments.composesBases(), store, display);
      try (Homes homes =
          new Homes(
              store,
              console.environment(),
              parsed.hasMatchedOption("--insecure"),
              display,
              supply)) {
        return new ContainerPlan(
                arguments,
                image(homes, supply, display),
                new LaidOutImages(cache),
                root.resolve("volumes"),
                () -> busybox(display),
                display)
            .container();
      }
    }
  }

  private Path busybox(Progress progress) {
    try (ToolAccess tools = new ToolAccess(console, progress)) {
      return tools.require(Tool.BUSYBOX).program();
    }
  }

  private Image image(Homes homes, BaseSupply supply, Progress progress) {
    boolean always =
        switch (arguments.pull()) {
          case ALWAYS -> true;
          case MISSING -> false;
          case NEVER -> {
            homes.requireStored(ImageLocation.parse(arguments.image()));
            yield false;
          }
        };
    return new BuildBases(homes, supply, progress, always)
        .find(arguments.image(), arguments.platform());
  }
}
