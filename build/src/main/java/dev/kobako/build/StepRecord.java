package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step came to.
 *
 * @param diffId of its layer
 * @param size of the layer's tar
 * @param created when the step was done, in whole seconds: a rebuild from the cache repeats it
 */
record StepRecord(Digest diffId, long size, Instant created) {
  StepRecord {
    if (size < 0) {
      throw new IllegalArgumentException("a layer of " + size + " bytes");
    }
    created = Instant.ofEpochSecond(created.getEpochSecond());
  }

  /** As it is kept; {@link #parse} reads it. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("diffId", diffId.toString());
    json.put("size", size);
    json.put("created", created.toString());
    return json;
  }

  /** Reads a record; none where the bytes are damaged. */
  static Optional<StepRecord> parse(String place, byte[] bytes) {
    try {
      return Optional.of(of(Json.object(place, bytes)));
    } catch (KobakoException | DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static StepRecord of(JsonObject json) {
    return new StepRecord(
        Digest.parse(json.requiredText("diffId")),
        json.requiredNumber("size"),
        Instant.parse(json.requiredText("created")));
  }
}
