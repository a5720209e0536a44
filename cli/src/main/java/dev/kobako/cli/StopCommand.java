package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.sandbox.SignalNumber;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako stop}: ends containers, kindly first. */
final class StopCommand {
  private final ParseResult parsed;
  private final Console console;

  StopCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "stop",
            "Asks containers to end, and kills those that haven't in time.",
            "kobako stop -t 30 web");
    new Options(spec)
        .arguments("CONTAINER", "1..*", "Names or ids.")
        .text("SECONDS", "How long to wait before killing (default: 10).", "-t", "--time")
        .help();
    return spec;
  }

  int run() {
    Duration patience = patience(Options.text(parsed, "--time").orElse("10"));
    RunningContainers containers = ContainerAccess.starting(console, Progress.NONE);
    return new EachContainer(console, containers)
        .act(
            Options.arguments(parsed),
            container -> {
              String signal = container.labels().getOrDefault("stopSignal", "TERM");
              containers.stop(container, SignalNumber.of(signal), patience);
            });
  }

  private static Duration patience(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw KobakoException.usage(
          Diagnostic.of("--time " + text, "is no number of seconds", "write --time 30"));
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
