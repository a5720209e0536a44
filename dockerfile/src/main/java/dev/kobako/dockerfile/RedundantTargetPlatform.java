package dev.kobako.dockerfile;

/** --platform doesn't say what is the default. */
final class RedundantTargetPlatform implements BuildCheck {
  @Override
  public String name() {
    return "RedundantTargetPlatform";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Stage stage : file.stages()) {
      if (stage.from().hasRedundantPlatform()) {
        String platform = stage.from().platform().orElseThrow().value();
        findings.add(stage.from().statement(), "--platform=%s is the default".formatted(platform));
      }
    }
  }
}
