package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** A rule about single commands of a RUN. */
abstract class CommandRule extends RunRule {
  @Override
  final boolean breaks(Instruction.Run run, RunScript script) {
    return script.any(this::breaks);
  }

  abstract boolean breaks(ShellCommand command);
}
