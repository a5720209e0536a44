package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file that was fetched.
 *
 * @param digest its SHA-256
 * @param size in bytes
 * @param tag what the server calls this state of it (ETag); empty where it doesn't say
 * @param modified when it last changed, as the server wrote it (Last-Modified); may be empty
 */
record Download(Digest digest, long size, String tag, String modified) {
  Download {
    if (size < 0) {
      throw new IllegalArgumentException("a file of " + size + " bytes");
    }
  }

  /** Its bytes, which lie in the folder of downloads. */
  Content content(Path folder) {
    return Content.of(file(folder), size);
  }

  Path file(Path folder) {
    return folder.resolve(digest.hex());
  }

  /** When it last changed; 1970 where the server doesn't say. */
  Instant time() {
    try {
      return ZonedDateTime.parse(modified, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException _) {
      return Instant.EPOCH;
    }
  }

  /** As it is kept; {@link #parse} reads it. */
  byte[] toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("digest", digest.toString());
    json.put("size", size);
    json.put("tag", tag);
    json.put("modified", modified);
    return Json.bytes(json);
  }

  /** Reads what was kept; nothing where it is damaged. */
  static Optional<Download> parse(String place, byte[] bytes) {
    try {
      JsonObject json = Json.object(place, bytes);
      return Optional.of(
          new Download(
              Digest.parse(json.requiredText("digest")),
              json.requiredNumber("size"),
              json.text("tag").orElse(""),
              json.text("modified").orElse("")));
    } catch (KobakoException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
