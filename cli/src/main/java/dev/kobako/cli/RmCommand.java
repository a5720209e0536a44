package dev.kobako.cli;

import dev.kobako.sandbox.RunningContainers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako rm}: removes containers. */
final class RmCommand {
  private final ParseResult parsed;
  private final Console console;

  RmCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "rm", "Removes containers, with their logs and what they changed.", "kobako rm -f web");
    new Options(spec)
        .arguments("CONTAINER", "1..*", "Names or ids.")
        .flag("Kill those that run.", "-f", "--force")
        .help();
    return spec;
  }

  int run() {
    RunningContainers containers = ContainerAccess.known(console);
    boolean force = parsed.hasMatchedOption("--force");
    return new EachContainer(console, containers)
        .act(Options.arguments(parsed), container -> containers.remove(container, force));
  }
}
