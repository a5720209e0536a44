package dev.kobako.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kobako} without a command: its help. */
@Command(
    name = "kobako",
    mixinStandardHelpOptions = true,
    version = "kobako 0.1.0",
    description =
        "Makes container images small, proves that they work, and shows where every byte went.",
    footer = {
      "",
      "Exit codes: 0 done, 1 findings or a failed check, 2 usage, 3 the outside world failed."
    })
final class KobakoCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  KobakoCommand(Console console) {
    this.console = console;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    CommandLine commandLine = spec.commandLine();
    commandLine.usage(console.err());
    return 2;
  }
}
