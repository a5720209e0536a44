package dev.kobako.dockerfile;

import java.util.List;
import java.util.Locale;

/** Names of stages are in small letters, since their case doesn't count. */
final class StageNameCasing implements BuildCheck {
  @Override
  public String name() {
    return "StageNameCasing";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Stage stage : file.stages()) {
      List<String> arguments = stage.from().statement().arguments();
      if (arguments.size() == 3
          && !arguments.get(2).equals(arguments.get(2).toLowerCase(Locale.ROOT))) {
        findings.add(
            stage.from().statement(),
            "the stage name '%s' is not in small letters".formatted(arguments.get(2)));
      }
    }
  }
}
