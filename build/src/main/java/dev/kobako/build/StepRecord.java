package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.Layer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step came to.
 *
 * @param layer what it did, as later steps see it
 * @param shipped the layer that an image gets instead, where it is another one
 * @param created when the step was done, in whole seconds: a rebuild from the cache repeats it
 */
record StepRecord(Tar layer, Optional<Tar> shipped, Instant created) {
  /**
   * The tar of a layer.
   *
   * @param size in bytes
   */
  record Tar(Digest diffId, long size) {
    Tar {
      if (size < 0) {
        throw new IllegalArgumentException("a layer of " + size + " bytes");
      }
    }

    static Tar of(Layer layer) {
      return new Tar(layer.diffId(), layer.descriptor().size());
    }

    private static Tar of(JsonObject json) {
      return new Tar(Digest.parse(json.requiredText("diffId")), json.requiredNumber("size"));
    }

    private void into(Map<String, Object> json) {
      json.put("diffId", diffId.toString());
      json.put("size", size);
    }
  }

  StepRecord {
    created = Instant.ofEpochSecond(created.getEpochSecond());
  }

  /** A step whose layer is shipped as it is. */
  StepRecord(Layer layer, Instant created) {
    this(Tar.of(layer), Optional.empty(), created);
  }

  Digest diffId() {
    return layer.diffId;
  }

  /** The bytes of the layer's tar. */
  long size() {
    return layer.size;
  }

  /** What an image gets. */
  Tar inImages() {
    return shipped.orElse(layer);
  }

  /** As it is kept; {@link #parse} reads it. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    layer.into(json);
    shipped.ifPresent(tar -> {
      Map<String, Object> other = new LinkedHashMap<>();
      tar.into(other);
      json.put("shipped", other);
    });
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
        Tar.of(json),
        json.object("shipped").map(Tar::of),
        Instant.parse(json.requiredText("created")));
  }
}
