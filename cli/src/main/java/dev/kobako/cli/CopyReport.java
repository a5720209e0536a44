package dev.kobako.cli;

import dev.kobako.image.Platform;
import dev.kobako.transfer.CopyResult;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** What a command that copies prints of what it has done. */
final class CopyReport {
  private CopyReport() {}

  /** For {@code --quiet} only digests, for {@code --json} all, else lines for people. */
  static void print(List<CopyResult> results, ParseResult parsed, PrintStream out)
      throws IOException {
    if (parsed.hasMatchedOption("--json")) {
      List<Map<String, Object>> all = results.stream().map(CopyReport::json).toList();
      out.println(JsonText.of(all.size() == 1 ? all.getFirst() : all));
      return;
    }
    for (CopyResult result : results) {
      for (CopyResult.Written written : result.written()) {
        String digest = written.descriptor().digest().toString();
        out.println(Session.isQuiet(parsed) ? digest : written.target() + "  " + digest);
      }
      if (!Session.isQuiet(parsed)) {
        out.println(summary(result));
      }
    }
  }

  /** {@code linux/amd64 of 3 platforms, 12.3 MB moved, 1.0 MB already there, 0.42 s, 29 MB/s}. */
  private static String summary(CopyResult result) {
    StringBuilder text = new StringBuilder();
    if (!result.taken().isEmpty()) {
      text.append(String.join(", ", result.taken().stream().map(Platform::toString).toList()));
      if (result.isPartial()) {
        text.append(" of ").append(result.offered().size()).append(" platforms");
      }
      text.append(": ");
    }
    text.append(Sizes.text(result.traffic().moved())).append(" moved");
    result
        .traffic()
        .spared()
        .forEach(
            (why, bytes) -> text.append(", ").append(Sizes.text(bytes)).append(' ').append(why));
    text.append(", ").append(Sizes.seconds(result.time()));
    if (result.traffic().moved() > 0) {
      text.append(", ").append(Sizes.rate(result.traffic().moved(), result.time()));
    }
    return text.toString();
  }

  private static Map<String, Object> json(CopyResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Object> written = new ArrayList<>();
    for (CopyResult.Written each : result.written()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("location", each.target().toString());
      one.put("digest", each.descriptor().digest().toString());
      one.put("mediaType", each.descriptor().mediaType());
      written.add(one);
    }
    json.put("written", written);
    json.put("platforms", result.taken().stream().map(Platform::toString).toList());
    json.put("offered", result.offered().stream().map(Platform::toString).toList());
    json.put("moved", result.traffic().moved());
    json.put("spared", result.traffic().spared());
    json.put("milliseconds", result.time().toMillis());
    return json;
  }
}
