package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** COPY to a relative path where no WORKDIR says what it is relative to. */
final class CopyWithoutWorkdir implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3045", Severity.WARNING, "Set a WORKDIR before COPY to a relative path");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    StageFlag inFolder = new StageFlag();
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.From from -> inFolder.enter(from);
        case Instruction.Workdir _ -> inFolder.set();
        case Instruction.Copy copy when !copy.add() -> {
          String destination = Words.unquoted(copy.destination());
          if (!inFolder.isSet()
              && !destination.startsWith("/")
              && !destination.startsWith("$")
              && !Words.isWindowsPath(destination)) {
            broken.add(each);
          }
        }
        default -> {}
      }
    }
  }
}
