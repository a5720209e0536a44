package dev.kobako.dockerfile;

/** No stage is called as something else is that FROM and --from know. */
final class ReservedStageName implements BuildCheck {
  @Override
  public String name() {
    return "ReservedStageName";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Stage stage : file.stages()) {
      if (stage.from().hasReservedName()) {
        String name = stage.from().stageName().orElseThrow();
        findings.add(
            stage.from().statement(), "'%s' means something else in a build".formatted(name));
      }
    }
  }
}
