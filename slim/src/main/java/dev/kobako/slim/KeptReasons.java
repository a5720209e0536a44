package dev.kobako.slim;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.tree.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why each path of an image was kept, as it is remembered beside the image: its own bytes stay as
 * they are.
 *
 * @param reasons by path; folders that only hold something have none
 */
public record KeptReasons(SortedMap<ImagePath, Reason> reasons) {
  /** The media type of the text. */
  public static final String TYPE = "application/vnd.kobako.reasons.v1+json";

  private static final String FORMAT = "kobako-reasons 1";

  /**
   * A path of a chain.
   *
   * @param reason that leads to the next one
   */
  public record Step(ImagePath path, Reason reason) {}

  public KeptReasons {
    reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
  }

  /** Those of a keep set; names that are no text can't be told of. */
  public static KeptReasons of(KeepSet keepSet) {
    SortedMap<ImagePath, Reason> reasons = new TreeMap<>();
    for (Kept kept : keepSet.all()) {
      if (!kept.reason().isToHold()
          && isText(kept.path())
          && kept.reason().by().filter(by -> !isText(by)).isEmpty()) {
        reasons.put(kept.path(), kept.reason());
      }
    }
    return new KeptReasons(reasons);
  }

  private static boolean isText(ImagePath path) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(path.toString());
  }

  /**
   * The text; empty where it is longer than what is read of one, so that nothing is remembered of
   * an image of hundreds of thousands of files.
   */
  public Optional<byte[]> text() {
    List<Object> all = new ArrayList<>();
    reasons.forEach((path, reason) -> {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("path", path.toString());
      json.put("how", reason.how());
      reason.by().ifPresent(by -> json.put("by", by.toString()));
      reason.guess().ifPresent(guess -> json.put("guess", guess.label()));
      all.add(json);
    });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("reasons", all);
    byte[] bytes = Json.bytes(json);
    return bytes.length > Json.MAX_CONFIG_BYTES ? Optional.empty() : Optional.of(bytes);
  }

  /**
   * Reads the text.
   *
   * @param place what it is, for messages
   * @throws KobakoException a finding, where it is none
   */
  public static KeptReasons read(String place, byte[] text) {
    JsonObject json = Json.object(place, text);
    String format = json.requiredText("format");
    if (!format.equals(FORMAT)) {
      throw json.finding("format '" + format + "', expected '" + FORMAT + "'");
    }
    SortedMap<ImagePath, Reason> reasons = new TreeMap<>();
    for (JsonObject each : json.objects("reasons")) {
      reasons.put(
          path(each, each.requiredText("path")),
          new Reason(
              each.text("by").map(by -> path(each, by)),
              each.requiredText("how"),
              each.text("guess").flatMap(Guess::of)));
    }
    return new KeptReasons(reasons);
  }

  private static ImagePath path(JsonObject json, String text) {
    try {
      return ImagePath.of(text);
    } catch (IllegalArgumentException e) {
      throw json.finding(String.valueOf(e.getMessage()));
    }
  }

  /** The chain from a path to the user's own words, nearest first; empty where none is known. */
  public List<Step> why(ImagePath path) {
    SequencedSet<Step> chain = new LinkedHashSet<>();
    Optional<Step> next = step(path);
    while (next.isPresent() && chain.add(next.get())) {
      next = next.get().reason().by().flatMap(this::step);
    }
    return List.copyOf(chain);
  }

  private Optional<Step> step(ImagePath path) {
    return Optional.ofNullable(reasons.get(path)).map(reason -> new Step(path, reason));
  }
}
