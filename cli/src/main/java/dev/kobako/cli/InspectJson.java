package dev.kobako.cli;

import dev.kobako.image.Descriptor;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An inspected image for machines; sizes in bytes, null where they are not known. */
final class InspectJson {
  private InspectJson() {}

  static String of(Inspection inspection) throws IOException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    ImageConfig config = inspection.image().config();
    json.put("name", inspection.name());
    json.put("size", orNull(inspection.size()));
    json.put("sizeIs", inspection.isExact() ? "exact" : "estimated");
    json.put("compressedSize", inspection.compressedSize());
    json.put("digest", inspection.top().digest().toString());
    json.put("mediaType", inspection.top().mediaType());
    json.put("platform", config.platform().toString());
    json.put("platforms", platforms(inspection.entries()));
    json.put("manifest", inspection.image().descriptor().digest().toString());
    json.put("created", config.created().map(Instant::toString).orElse(null));
    json.put("layers", layers(inspection));
    json.put("config", config(config));
    json.put("history", config.history().stream().map(InspectJson::history).toList());
    return JsonText.of(json);
  }

  private static List<Object> platforms(List<Descriptor> entries) {
    List<Object> all = new ArrayList<>();
    for (Descriptor entry : entries) {
      Map<String, Object> one = new LinkedHashMap<>();
      entry.platform().ifPresent(platform -> one.put("platform", platform.toString()));
      one.put("digest", entry.digest().toString());
      all.add(one);
    }
    return all;
  }

  private static List<Object> layers(Inspection inspection) {
    List<Object> all = new ArrayList<>();
    for (Layer layer : inspection.image().layers()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("digest", layer.descriptor().digest().toString());
      one.put("diffId", layer.diffId().toString());
      one.put("mediaType", layer.descriptor().mediaType());
      one.put("compressedSize", layer.descriptor().size());
      one.put("size", orNull(inspection.sizes().get(all.size()).bytes()));
      all.add(one);
    }
    return all;
  }

  private static Map<String, Object> config(ImageConfig config) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("entrypoint", config.entrypoint());
    json.put("cmd", config.cmd());
    json.put("env", config.env());
    json.put("user", config.user());
    json.put("workingDir", config.workingDir());
    json.put("exposedPorts", config.exposedPorts());
    json.put("volumes", config.volumes());
    json.put("labels", config.labels());
    config.stopSignal().ifPresent(signal -> json.put("stopSignal", signal));
    return json;
  }

  private static Map<String, Object> history(HistoryEntry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    entry.created().ifPresent(time -> json.put("created", time.toString()));
    entry.createdBy().ifPresent(text -> json.put("createdBy", text));
    entry.comment().ifPresent(text -> json.put("comment", text));
    json.put("emptyLayer", entry.emptyLayer());
    return json;
  }

  private static @Nullable Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
