package dev.kobako.lint;

import dev.kobako.image.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Problems as objects with the fields that hadolint's users read. */
final class HadolintJson {
  private HadolintJson() {}

  static Map<String, Object> issue(String file, Problem problem) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("code", problem.rule());
    object.put("column", 1);
    object.put("file", file);
    object.put("level", problem.severity().word());
    object.put("line", problem.line());
    object.put("message", problem.message());
    return object;
  }

  static Map<String, Object> codacy(String file, Problem problem) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("filename", file);
    object.put("line", problem.line());
    object.put("message", problem.message());
    object.put("patternId", problem.rule());
    return object;
  }

  static Map<String, Object> codeClimate(String file, Problem problem) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "issue");
    object.put("check_name", problem.rule());
    object.put("description", problem.message());
    object.put("categories", List.of("Bug Risk"));
    Map<String, Object> lines = ordered("begin", problem.line(), "end", problem.line());
    object.put("location", ordered("path", file, "lines", lines));
    object.put(
        "severity",
        switch (problem.severity()) {
          case ERROR -> "blocker";
          case WARNING -> "major";
          case INFO -> "info";
          case STYLE, IGNORE -> "minor";
        });
    return object;
  }

  static Map<String, Object> sonarqubeIssue(String file, Problem problem) {
    Map<String, Object> range = ordered("startLine", problem.line(), "endLine", problem.line());
    range.put("startColumn", 0);
    range.put("endColumn", 1);
    Map<String, Object> place = ordered("message", problem.message(), "filePath", file);
    place.put("textRange", range);
    Map<String, Object> object = ordered("engineId", "kobako", "ruleId", problem.rule());
    object.put(
        "severity",
        switch (problem.severity()) {
          case ERROR -> "CRITICAL";
          case WARNING -> "MAJOR";
          case INFO -> "MINOR";
          case STYLE, IGNORE -> "INFO";
        });
    object.put("type", problem.severity() == Severity.ERROR ? "BUG" : "CODE_SMELL");
    object.put("primaryLocation", place);
    return object;
  }

  private static Map<String, Object> ordered(
      String first, Object value, String second, Object other) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(first, value);
    object.put(second, other);
    return object;
  }

  static String issues(List<Map<String, Object>> objects) {
    return text(List.copyOf(objects)) + "\n";
  }

  static String sonarqube(List<Map<String, Object>> objects) {
    return text(Map.of("issues", objects)) + "\n";
  }

  /** Each on a line, with something behind it. */
  static String stream(List<Map<String, Object>> objects, String end) {
    StringBuilder text = new StringBuilder();
    objects.forEach(
        each -> text.append(new String(Json.bytes(each), StandardCharsets.UTF_8)).append(end));
    return text.toString();
  }

  private static String text(Object value) {
    return new String(Json.readableBytes(value), StandardCharsets.UTF_8);
  }
}
