package dev.kobako.dockerfile;

import java.util.Arrays;

/** A stage for one platform alone says so in its name. */
final class FromPlatformFlagConstDisallowed implements BuildCheck {
  @Override
  public String name() {
    return "FromPlatformFlagConstDisallowed";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Stage stage : file.stages()) {
      String platform = stage.from().platform().map(Flag::value).orElse("");
      String name = stage.from().stageName().orElse("");
      String[] parts = platform.split("/");
      if (!platform.isEmpty()
          && !platform.contains("$")
          && Arrays.stream(parts).limit(2).noneMatch(name::contains)) {
        findings.add(
            stage.from().statement(),
            "--platform=%s is the same whatever the build is for".formatted(platform));
      }
    }
  }
}
