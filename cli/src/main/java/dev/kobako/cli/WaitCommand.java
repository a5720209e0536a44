package dev.kobako.cli;

import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako wait}: waits for the end of containers. */
final class WaitCommand {
  private final ParseResult parsed;
  private final Console console;

  WaitCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "wait",
            "Waits until containers have ended, and prints their exit codes.",
            "kobako wait web");
    new Options(spec).arguments("CONTAINER", "1..*", "Names or ids.").help();
    return spec;
  }

  int run() {
    RunningContainers containers = ContainerAccess.known(console);
    List<KnownContainer> all = Options.arguments(parsed).stream().map(containers::find).toList();
    all.forEach(each -> console.out().println(containers.await(each)));
    return 0;
  }
}
