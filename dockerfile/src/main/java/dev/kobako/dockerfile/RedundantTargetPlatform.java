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
      String platform = stage.from().platform().map(Flag::value).orElse("");
      if (platform.equals("$TARGETPLATFORM") || platform.equals("${TARGETPLATFORM}")) {
        findings.add(stage.from().statement(), "--platform=%s is the default".formatted(platform));
      }
    }
  }
}
