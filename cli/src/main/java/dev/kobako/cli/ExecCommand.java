package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.LaidOutImages;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.ContainerProcess;
import dev.kobako.sandbox.ContainerUser;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako exec}: a further process in a container that runs. */
final class ExecCommand {
  private final ParseResult parsed;
  private final Console console;
  private final RunArguments arguments;

  ExecCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new RunArguments(parsed, console);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "exec",
            "Runs a further command in a container that runs.",
            "kobako exec -it web sh",
            "kobako exec -e DEBUG=1 -w /srv web ./check");
    spec.parser().stopAtPositional(true);
    Options options =
        new Options(spec).arguments("CONTAINER COMMAND", "2..*", "Its name or id; what to run.");
    RunArguments.declareProcess(options);
    options.help();
    return spec;
  }

  int run() {
    RunningContainers containers = ContainerAccess.starting(console, Progress.NONE);
    List<String> words = Options.arguments(parsed);
    KnownContainer container = containers.find(words.getFirst());
    ContainerProcess first = container.process();
    ContainerProcess process =
        new ContainerProcess(
            words.subList(1, words.size()),
            arguments.environment(first.environment()),
            arguments.workingDirectory().orElse(first.workingDirectory()),
            user(container),
            first.rights());
    try (AttachedProcess attached = containers.exec(container, process, arguments.attachment())) {
      return Foreground.await(attached);
    }
  }

  /** By name it is looked up in the image. */
  private ContainerUser user(KnownContainer container) {
    Optional<String> user = arguments.user();
    if (user.isEmpty()) {
      return container.process().user();
    }
    String location = container.labels().getOrDefault("image", "");
    Platform platform = Platform.parse(container.labels().getOrDefault("platform", "linux"));
    try (Session session = Session.open(parsed, console);
        BuildCache cache =
            BuildCache.in(ImageStore.defaultRoot(console.environment()).resolve("build"))) {
      Image image = session.homes().read(ImageLocation.parse(location), platform);
      return new LaidOutImages(cache).user(image, user.get());
    }
  }
}
