package dev.kobako.dockerfile;

/** The first WORKDIR of a stage doesn't depend on where the base image is. */
final class WorkdirRelativePath implements BuildCheck {
  @Override
  public String name() {
    return "WorkdirRelativePath";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    boolean[] set = new boolean[file.stages().size()];
    for (int i = 0; i < set.length; i++) {
      CheckedFile.Stage stage = file.stages().get(i);
      set[i] = stage.facts().earlier().map(earlier -> set[earlier]).orElse(false);
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Workdir(Statement statement, String path)) {
          if (stage.facts().needed() && !set[i] && isRelative(path)) {
            findings.add(
                statement,
                "'%s' is below whatever working directory the base image has".formatted(path));
          }
          set[i] = true;
        }
      }
    }
  }

  /** What begins with a variable may be absolute. */
  private static boolean isRelative(String path) {
    String start = path.startsWith("\"") || path.startsWith("'") ? path.substring(1) : path;
    return !start.startsWith("/") && !start.startsWith("$");
  }
}
