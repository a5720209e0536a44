package dev.kobako.ladder;

import dev.kobako.check.Drive;
import dev.kobako.check.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Checks as a user writes them on the command line: {@code --http GET:/health=200}. */
final class CheckWords {
  private CheckWords() {}

  /** Those of all scenarios, in their order; a scenario without any is one that just runs. */
  static List<String> of(List<Scenario> scenarios) {
    List<String> all = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      String start = scenarios.size() > 1 ? scenario.name() + ": " : "";
      scenario.drives().forEach(drive -> all.add(start + of(drive)));
      if (scenario.drives().isEmpty()) {
        all.add(start + "started and stopped");
      }
    }
    return all;
  }

  private static String of(Drive drive) {
    return switch (drive) {
      case Drive.Http http ->
          "--http "
              + http.method()
              + ":"
              + http.port().map(String::valueOf).orElse("")
              + http.path()
              + http.status().map(status -> "=" + status).orElse("");
      case Drive.Exec(var command) -> "--exec " + line(command);
      case Drive.Check(var command) -> "--check " + line(command);
      case Drive.Stdin(var input) -> "--stdin " + input.getFileName();
      case Drive.For(var time) -> "--for " + time.toMillis() + "ms";
      case Drive.UntilPort(var port) -> "--until-port " + port;
      case Drive.UntilLog(var pattern) -> "--until-log " + pattern;
      case Drive.Health() -> "health check of the image";
    };
  }

  private static String line(List<String> command) {
    List<String> words = new ArrayList<>();
    for (String word : command) {
      boolean isPlain =
          !word.isEmpty()
              && word.chars()
                  .allMatch(c -> Character.isLetterOrDigit(c) || "_@%+=:,./-".indexOf(c) >= 0);
      words.add(isPlain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", words);
  }
}
