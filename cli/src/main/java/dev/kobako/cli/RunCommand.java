package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.LaidOutImages;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.NamedContainer;
import dev.kobako.sandbox.RunningContainers;
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
    try (Session session = Session.open(parsed, console);
        BuildCache cache =
            BuildCache.in(ImageStore.defaultRoot(console.environment()).resolve("build"))) {
      Image image = image(session);
      RunningContainers containers = ContainerAccess.starting(console, session.progress());
      NamedContainer named =
          new ContainerPlan(arguments, image, new LaidOutImages(cache)).container();
      session.display().close();
      if (arguments.detached()) {
        console.out().println(containers.detach(named).id());
        return 0;
      }
      try (AttachedProcess process = containers.attach(named, arguments.attachment())) {
        return Foreground.await(process);
      }
    }
  }

  private Image image(Session session) {
    ImageLocation location = ImageLocation.parse(arguments.image());
    Platform platform = arguments.platform();
    return session.homes().read(location, platform);
  }
}
