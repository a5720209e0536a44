package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
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
        .text("NUMBER", "So many of the newest, those that have ended as well.", "-n", "--last")
        .flag("The newest, whether it has ended or not.", "-l", "--latest")
        .texts(
            "KEY=VALUE",
            "Only those with this name, id, label, status, ancestor (its image) or exited (its"
                + " code).",
            "-f",
            "--filter")
        .text(
            "FORMAT",
            "A line for each, as docker's: '{{.ID}} {{.Names}}', 'table {{.Names}}\\t{{.Status}}',"
                + " json.",
            "--format")
        .flag("Don't cut long commands.", "--no-trunc")
        .flag("Print ids only.", "-q", "--quiet")
        .flag("Print the result as JSON.", "--json")
        .help();
    return spec;
  }

  int run() throws IOException {
    ContainerFilter filter = new ContainerFilter(Options.texts(parsed, "--filter"));
    long most = most();
    List<KnownContainer> containers =
        ContainerAccess.known(console).all().stream()
            .filter(each ->
                each.isRunning()
                    || filter.namesStates()
                    || most < Long.MAX_VALUE
                    || parsed.hasMatchedOption("--all"))
            .filter(filter)
            .limit(most)
            .toList();
    ContainersReport report =
        new ContainersReport(containers, Instant.now(), parsed.hasMatchedOption("--no-trunc"));
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(report.json());
    } else if (parsed.hasMatchedOption("--quiet")) {
      containers.forEach(each -> console.out().println(each.id()));
    } else if (parsed.hasMatchedOption("--format")) {
      report.print(Options.text(parsed, "--format").orElse(""), console.out());
    } else {
      report.print(console.out());
    }
    return 0;
  }

  private long most() {
    if (parsed.hasMatchedOption("--latest")) {
      return 1;
    }
    String text = Options.text(parsed, "--last").orElse("-1");
    if (!text.matches("-1|[0-9]{1,9}")) {
      throw KobakoException.usage(
          Diagnostic.of("--last " + text, "is no number of containers", "write --last 3"));
    }
    return text.equals("-1") ? Long.MAX_VALUE : Long.parseLong(text);
  }
}
