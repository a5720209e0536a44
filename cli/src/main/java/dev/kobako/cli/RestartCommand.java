package dev.kobako.cli;

import dev.kobako.image.Progress;
import dev.kobako.sandbox.RunningContainers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako restart}: stops containers and starts them again. */
final class RestartCommand {
  private final ParseResult parsed;
  private final Console console;

  RestartCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "restart",
            "Stops containers and starts them again, over what they have changed.",
            "kobako restart web");
    new Options(spec)
        .arguments("CONTAINER", "1..*", "Names or ids.")
        .text("SECONDS", "How long to wait before killing (default: 10).", "-t", "--time")
        .text("SIGNAL", "What it is asked to end by (default: as for stop).", "-s", "--signal")
        .help();
    return spec;
  }

  int run() {
    StopCommand stop = new StopCommand(parsed, console);
    RunningContainers containers = ContainerAccess.starting(console, Progress.NONE);
    return new EachContainer(console, containers)
        .act(
            Options.arguments(parsed),
            container -> {
              stop.end(containers, container);
              containers.start(container);
            });
  }
}
