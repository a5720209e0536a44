package dev.kobako.cli;

import dev.kobako.build.LaidOutImages;
import dev.kobako.image.Content;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.ContainerProcess;
import dev.kobako.sandbox.ContainerUser;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
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
        new Options(spec)
            .arguments("CONTAINER COMMAND [ARGUMENT...]", "2..*", "Its name or id; what to run.");
    RunArguments.declareProcess(options);
    options.flag("Start it in the background.", "-d", "--detach").help();
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
            user(containers, container),
            first.rights());
    try (AttachedProcess attached =
        arguments.isDetached()
            ? containers.execDetached(container, process)
            : containers.exec(container, process, arguments.attachment())) {
      return Foreground.await(attached);
    }
  }

  /** By name it is looked up in the container, which may have added it. */
  private ContainerUser user(RunningContainers containers, KnownContainer container) {
    Optional<String> user = arguments.user();
    return user.isEmpty()
        ? container.process().user()
        : LaidOutImages.user(user.get(), () -> accounts(containers, container));
  }

  private static Tree accounts(RunningContainers containers, KnownContainer container) {
    MemoryTree.Builder tree = MemoryTree.builder();
    for (String path : List.of("etc/passwd", "etc/group")) {
      containers
          .file(container, path)
          .ifPresent(bytes ->
              tree.put(
                  ImagePath.of("/" + path),
                  new Entry.RegularFile(Attributes.of(0644), Content.of(bytes), 0)));
    }
    return tree.build();
  }
}
