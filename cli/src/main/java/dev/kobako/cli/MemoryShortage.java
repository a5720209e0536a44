package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import picocli.CommandLine.Model.CommandSpec;

/** That what a command was given takes more memory than it has. */
final class MemoryShortage {
  private MemoryShortage() {}

  /**
   * How it is told.
   *
   * @param error with which the JVM has refused memory of its heap or of a stack
   */
  static KobakoException of(CommandSpec command, VirtualMachineError error) {
    return KobakoException.outside(
        error instanceof StackOverflowError
            ? Diagnostic.of(
                command.name(),
                "something is nested deeper than the stack of its thread",
                "give threads more, if what is read can be trusted: KOBAKO_JAVA_OPTS=-Xss8m")
            : Diagnostic.of(
                command.name(),
                "it needs more memory than the "
                    + Sizes.text(Runtime.getRuntime().maxMemory())
                    + " that it may take ("
                    + error.getMessage()
                    + ")",
                "give it more, if what is read can be trusted: KOBAKO_JAVA_OPTS=-Xmx4g"),
        error);
  }
}
