package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a build knew of its steps, in the form in which builds tell each other.
 *
 * @param steps what they came to, by key
 * @param fingerprints of files of stages and images, by the key of what is selected
 */
record CacheRecords(SortedMap<Digest, StepRecord> steps, SortedMap<Digest, Digest> fingerprints) {
  /** To be raised when others can't understand it any more; they leave it alone then. */
  private static final long VERSION = 1;

  static final CacheRecords NONE = new CacheRecords(new TreeMap<>(), new TreeMap<>());

  CacheRecords {
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
  }

  Map<String, Object> toJson() {
    List<Object> stepList = new ArrayList<>();
    steps.forEach((key, record) -> {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("key", key.toString());
      json.putAll(record.toJson());
      stepList.add(json);
    });
    List<Object> fingerprintList = new ArrayList<>();
    fingerprints.forEach((key, digest) -> {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("key", key.toString());
      json.put("digest", digest.toString());
      fingerprintList.add(json);
    });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("steps", stepList);
    json.put("fingerprints", fingerprintList);
    return json;
  }

  /**
   * Reads them; none of another version.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where they are damaged
   */
  static CacheRecords of(JsonObject json) {
    if (json.requiredNumber("version") != VERSION) {
      return NONE;
    }
    SortedMap<Digest, StepRecord> steps = new TreeMap<>();
    for (JsonObject each : json.objects("steps")) {
      steps.put(Digest.parse(each.requiredText("key")), StepRecord.of(each));
    }
    SortedMap<Digest, Digest> fingerprints = new TreeMap<>();
    for (JsonObject each : json.objects("fingerprints")) {
      fingerprints.put(
          Digest.parse(each.requiredText("key")), Digest.parse(each.requiredText("digest")));
    }
    return new CacheRecords(steps, fingerprints);
  }
}
