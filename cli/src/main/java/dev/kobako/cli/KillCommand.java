package dev.kobako.cli;

import dev.kobako.image.Progress;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.sandbox.SignalNumber;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako kill}: sends containers a signal. */
final class KillCommand {
  private final ParseResult parsed;
  private final Console console;

  KillCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "kill", "Sends the first process of containers a signal.", "kobako kill -s HUP web");
    new Options(spec)
        .arguments("CONTAINER", "1..*", "Names or ids.")
        .text("SIGNAL", "By name or number (default: KILL).", "-s", "--signal")
        .help();
    return spec;
  }

  int run() {
    int signal = SignalNumber.of(Options.text(parsed, "--signal").orElse("KILL"));
    RunningContainers containers = ContainerAccess.starting(console, Progress.NONE);
    return new EachContainer(console, containers)
        .act(Options.arguments(parsed), container -> containers.signal(container, signal));
  }
}
