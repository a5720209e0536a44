package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.sandbox.SignalNumber;
import java.time.Duration;
import java.util.SortedMap;
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
        .text("SIGNAL", "What asks it (default: what the image says, or TERM).", "-s", "--signal")
        .help();
    return spec;
  }

  int run() {
    RunningContainers containers = ContainerAccess.starting(console, Progress.NONE);
    return new EachContainer(console, containers)
        .act(Options.arguments(parsed), container -> end(containers, container));
  }

  /** Ends one as the flags say, or else as it was to be ended from the start. */
  void end(RunningContainers containers, KnownContainer container) {
    SortedMap<String, String> facts = container.named().facts();
    String signal =
        Options.text(parsed, "--signal").orElse(facts.getOrDefault("stopSignal", "TERM"));
    String seconds = Options.text(parsed, "--time").orElse(facts.getOrDefault("stopTimeout", "10"));
    containers.stop(container, SignalNumber.of(signal), patience("--time", seconds));
  }

  /** A number of seconds. */
  static Duration patience(String flag, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw KobakoException.usage(
          Diagnostic.of(flag + " " + text, "is no number of seconds", "write " + flag + " 30"));
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
