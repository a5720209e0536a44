package dev.kobako.image;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one layer came to be, as written into a configuration.
 *
 * @param created when
 * @param createdBy the instruction or command
 * @param author who
 * @param comment free text
 * @param emptyLayer whether the instruction changed no file, so that there is no layer for it
 */
public record HistoryEntry(
    Optional<Instant> created,
    Optional<String> createdBy,
    Optional<String> author,
    Optional<String> comment,
    boolean emptyLayer) {

  /** The history of a layer that kobako writes. */
  public static HistoryEntry of(Instant created, String createdBy) {
    return new HistoryEntry(
        Optional.of(created), Optional.of(createdBy), Optional.empty(), Optional.empty(), false);
  }

  static HistoryEntry of(JsonObject json) {
    return new HistoryEntry(
        ImageConfig.time(json, "created"),
        json.text("created_by"),
        json.text("author"),
        json.text("comment"),
        json.flag("empty_layer"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    created.ifPresent(time -> json.put("created", time.toString()));
    createdBy.ifPresent(text -> json.put("created_by", text));
    author.ifPresent(text -> json.put("author", text));
    comment.ifPresent(text -> json.put("comment", text));
    if (emptyLayer) {
      json.put("empty_layer", true);
    }
    return json;
  }
}
