package dev.kobako.cli;

import dev.kobako.sandbox.KnownContainer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako ps}: the containers. */
final class PsCommand {
  private final ParseResult parsed;
  private final Console console;

  PsCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec = Options.command("ps", "Lists containers that run.", "kobako ps --all");
    new Options(spec)
        .flag("Those that have ended as well.", "-a", "--all")
        .flag("Print ids only.", "-q", "--quiet")
        .flag("Print the result as JSON.", "--json")
        .help();
    return spec;
  }

  int run() throws IOException {
    List<KnownContainer> containers =
        ContainerAccess.known(console).all().stream().filter(this::isWanted).toList();
    ContainersReport report = new ContainersReport(containers, Instant.now());
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(report.json());
    } else if (parsed.hasMatchedOption("--quiet")) {
      containers.forEach(each -> console.out().println(each.id()));
    } else {
      report.print(console.out());
    }
    return 0;
  }

  private boolean isWanted(KnownContainer container) {
    return parsed.hasMatchedOption("--all")
        || container.state() instanceof KnownContainer.State.Running;
  }
}
