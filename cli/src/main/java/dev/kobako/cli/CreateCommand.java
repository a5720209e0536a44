package dev.kobako.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako create}: a container that is started later. */
final class CreateCommand {
  private final ParseResult parsed;
  private final Console console;
  private final RunArguments arguments;

  CreateCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new RunArguments(parsed, console);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "create",
            "Makes a container of an image, for kobako start.",
            "kobako create --name web -p 8080:8080 app");
    spec.parser().stopAtPositional(true);
    Options options =
        new Options(spec)
            .arguments(
                "IMAGE [COMMAND [ARGUMENT...]]",
                "1..*",
                "The image, by name or location; what to run.")
            .flag("Remove the container when it has ended.", "--rm");
    RunArguments.declareContainer(options);
    Session.declare(options, "Don't tell how pulling goes.");
    return spec;
  }

  int run() {
    Optional<Path> file = arguments.idFile();
    return new ContainerOrder(parsed, console, arguments)
        .fill((containers, named) -> {
          String id = containers.create(named).id();
          ContainerOrder.tell(file, id);
          console.out().println(id);
          return 0;
        });
  }
}
