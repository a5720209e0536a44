package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.Attachment;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako start}: starts containers that have ended, over what they have changed. */
final class StartCommand {
  private final ParseResult parsed;
  private final Console console;

  StartCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "start",
            "Starts containers that do not run, over what they changed before.",
            "kobako start web");
    new Options(spec)
        .arguments("CONTAINER", "1..*", "Names or ids.")
        .flag("Run one in the foreground: it ends with kobako.", "-a", "--attach")
        .flag("The same, and let it read what is typed or piped in.", "-i", "--interactive")
        .help();
    return spec;
  }

  int run() {
    RunningContainers containers = ContainerAccess.starting(console, Progress.NONE);
    List<String> names = Options.arguments(parsed);
    boolean input = parsed.hasMatchedOption("--interactive");
    if (!input && !parsed.hasMatchedOption("--attach")) {
      return new EachContainer(console, containers).act(names, containers::start);
    }
    if (names.size() > 1) {
      throw KobakoException.usage(
          Diagnostic.of(
              "start --attach",
              names.size() + " containers can't be in the foreground at the same time",
              "name one"));
    }
    KnownContainer container = containers.find(names.getFirst());
    boolean terminal =
        container.named().facts().containsKey("terminal")
            && console.isTerminal(Console.Standard.IN)
            && console.isTerminal(Console.Standard.OUT);
    try (AttachedProcess process = containers.start(container, new Attachment(input, terminal))) {
      return Foreground.await(process);
    }
  }
}
