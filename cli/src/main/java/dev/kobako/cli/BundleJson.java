package dev.kobako.cli;

import dev.kobako.image.Layer;
import dev.kobako.slim.Guess;
import dev.kobako.slim.Hint;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.PackedProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** The report of a bundle for machines; sizes in bytes, times in milliseconds. */
final class BundleJson {
  private BundleJson() {}

  static String of(BundleReport report) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("written", report.written());
    json.put("digest", report.result().image().descriptor().digest().toString());
    json.put("size", report.result().diskBytes());
    json.put("compressedSize", report.result().compressedBytes());
    json.put("compression", report.compression().toString());
    json.put("files", report.result().files());
    json.put("milliseconds", report.time().toMillis());
    List<Object> layers = new ArrayList<>();
    for (Layer layer : report.result().image().layers()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("digest", layer.descriptor().digest().toString());
      one.put("diffId", layer.diffId().toString());
      one.put("compressedSize", layer.descriptor().size());
      layers.add(one);
    }
    json.put("layers", layers);
    json.put("biggest", report.biggest().stream().map(BundleJson::kept).toList());
    json.put("strippedBytes", report.result().strippedBytes());
    json.put("upx", report.result().packed().stream().map(BundleJson::packed).toList());
    json.put("hints", report.plan().hints().stream().map(BundleJson::hint).toList());
    json.put("notes", report.plan().notes());
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json);
  }

  private static Map<String, Object> kept(Kept kept) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", kept.path().toString());
    json.put("size", KeepSet.size(kept));
    json.put("how", kept.reason().how());
    kept.reason().by().ifPresent(by -> json.put("by", by.toString()));
    kept.reason().guess().map(Guess::label).ifPresent(guess -> json.put("guess", guess));
    return json;
  }

  private static Map<String, Object> packed(PackedProgram program) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", program.path().toString());
    json.put("kept", program.kept());
    json.put("verdict", program.verdict());
    json.put("unpacked", measure(program.plain()));
    json.put("packed", measure(program.packed()));
    return json;
  }

  private static Map<String, Object> measure(PackedProgram.Measure measure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", measure.bytes());
    json.put("compressedSize", measure.compressedBytes());
    json.put("startMilliseconds", measure.start().toMillis());
    json.put("peakMemory", measure.peakMemory());
    return json;
  }

  private static Map<String, Object> hint(Hint hint) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", hint.path().toString());
    json.put("how", hint.kind().words());
    json.put("by", hint.by().toString());
    return json;
  }
}
