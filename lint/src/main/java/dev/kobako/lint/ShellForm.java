package dev.kobako.lint;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Instruction;

/** A program that a shell starts, and that signals do not reach. */
final class ShellForm extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL3025",
        Severity.WARNING,
        "Write CMD and ENTRYPOINT as a JSON array, so that signals reach the program");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Cmd cmd -> cmd.command() instanceof Command.Shell;
      case Instruction.Entrypoint entrypoint -> entrypoint.command() instanceof Command.Shell;
      case Instruction.Healthcheck healthcheck ->
          healthcheck.check().map(check -> check.command() instanceof Command.Shell).orElse(false);
      default -> false;
    };
  }
}
