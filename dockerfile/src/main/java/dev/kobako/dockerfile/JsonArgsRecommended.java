package dev.kobako.dockerfile;

/** CMD and ENTRYPOINT are arrays, since a shell would keep signals from the program. */
final class JsonArgsRecommended implements BuildCheck {
  @Override
  public String name() {
    return "JSONArgsRecommended";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    boolean[] shells = new boolean[file.stages().size()];
    for (int i = 0; i < shells.length; i++) {
      CheckedFile.Stage stage = file.stages().get(i);
      shells[i] =
          stage.facts().earlier().map(earlier -> shells[earlier]).orElse(stage.facts().shell());
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Shell) {
          shells[i] = true;
        } else if (stage.facts().needed() && !shells[i] && isLine(instruction)) {
          findings.add(
              instruction.statement(),
              "%s is a line for the shell, which keeps signals from the program; an array is not"
                  .formatted(file.keyword(instruction.statement())));
        }
      }
    }
  }

  private static boolean isLine(Instruction instruction) {
    return (instruction instanceof Instruction.Cmd(var _, Command cmd)
            && cmd instanceof Command.Shell)
        || (instruction instanceof Instruction.Entrypoint(var _, Command entrypoint)
            && entrypoint instanceof Command.Shell);
  }
}
