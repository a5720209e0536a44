package dev.kobako.cli;

import dev.kobako.fix.FixedFile;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What fixes did to a Dockerfile, for people and for machines. */
record FixReport(FixedFile fixed) {
  /** One line for each change. */
  void print(PrintStream out) {
    String place = Printed.of(fixed.before().place());
    for (FixedFile.Applied each : fixed.applied()) {
      out.println(
          "%s:%d: %s: %s"
              .formatted(place, each.line(), each.fix().description().name(), each.says()));
    }
    if (!fixed.isChanged()) {
      out.println(place + ": nothing to fix");
    }
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", fixed.before().place());
    json.put("changes", fixed.applied().stream().map(FixReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(FixedFile.Applied applied) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("line", applied.line());
    json.put("fix", applied.fix().description().name());
    json.put("answers", List.copyOf(applied.fix().description().answers()));
    json.put("says", applied.says());
    json.put("promise", applied.fix().description().promise().says());
    return json;
  }
}
