package dev.kobako.compare;

import dev.kobako.image.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as JSON: bytes and seconds; what was not measured is absent. */
final class ComparisonJson {
  private ComparisonJson() {}

  static String of(Comparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", comparison.matrix().title());
    json.put("axes", comparison.matrix().axes().stream().map(Axis::name).toList());
    List<Object> cells = new ArrayList<>();
    comparison.results().forEach(each -> cells.add(cell(each)));
    json.put("cells", cells);
    return new String(Json.readableBytes(json), StandardCharsets.UTF_8) + "\n";
  }

  private static Map<String, Object> cell(CellResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("values", result.cell().values());
    result.cell().settings().note().ifPresent(note -> json.put("note", note));
    switch (result.outcome()) {
      case Outcome.Measured(Figures figures) ->
          figures
              .numbers()
              .forEach((measure, number) ->
                  json.put(
                      measure.word() + "_" + measure.unit().word(),
                      switch (measure.unit()) {
                        case BYTES -> number;
                        case NANOSECONDS -> Quantity.seconds(number);
                      }));
      case Outcome.Failed failed -> json.put("failure", failure(failed));
    }
    return json;
  }

  private static Map<String, Object> failure(Outcome.Failed failed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("phase", failed.phase());
    json.put("reason", failed.reason());
    return json;
  }
}
