package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** WORKDIR whose path counts from the one before it. */
final class RelativeWorkdir extends InstructionRule {
  @Override
  public Description description() {
    return new Description("DL3000", Severity.ERROR, "Give WORKDIR an absolute path");
  }

  @Override
  boolean breaks(Instruction instruction) {
    if (!(instruction instanceof Instruction.Workdir workdir)) {
      return false;
    }
    String path = Words.unquoted(workdir.path());
    return !path.startsWith("$") && !path.startsWith("/") && !Words.isWindowsPath(path);
  }
}
