package dev.kobako.dockerfile;

import java.util.HashSet;
import java.util.Set;

/** No two stages have the same name. */
final class DuplicateStageName implements BuildCheck {
  @Override
  public String name() {
    return "DuplicateStageName";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (CheckedFile.Stage stage : file.stages()) {
      String name = stage.from().stageName().orElse("");
      if (!name.isEmpty() && !seen.add(name)) {
        findings.add(
            stage.from().statement(), "the stage name '%s' is there already".formatted(name));
      }
    }
  }
}
