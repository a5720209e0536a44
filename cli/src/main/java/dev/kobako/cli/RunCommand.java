package dev.kobako.cli;

import dev.kobako.sandbox.AttachedProcess;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako run}: a container of an image, without a daemon and without root. */
final class RunCommand {
  private final ParseResult parsed;
  private final Console console;
  private final RunArguments arguments;

  RunCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new RunArguments(parsed, console);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "run",
            "Runs a command in a container of an image, without a daemon and without root.",
            "kobako run --rm -it debian:bookworm-slim bash",
            "kobako run -d --name web -p 8080:8080 -v ./site:/srv:ro app");
    spec.parser().stopAtPositional(true);
    Options options =
        new Options(spec)
            .arguments(
                "IMAGE [COMMAND [ARGUMENT...]]",
                "1..*",
                "The image, by name or location; what to run.");
    RunArguments.declare(options);
    Session.declare(options, "Don't tell how pulling goes.");
    return spec;
  }

  int run() {
    Optional<Path> file = arguments.idFile();
    return new ContainerOrder(parsed, console, arguments)
        .fill((containers, named) -> {
          if (arguments.isDetached()) {
            String id = containers.detach(named).id();
            ContainerOrder.tell(file, id);
            console.out().println(id);
            return 0;
          }
          try (AttachedProcess process = containers.attach(named, arguments.attachment())) {
            file.ifPresent(path -> ContainerOrder.tell(file, containers.find(named.name()).id()));
            return Foreground.await(process);
          }
        });
  }
}
