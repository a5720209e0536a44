package dev.kobako.build;

import dev.kobako.image.Digest;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What one build looks up or finds out, gathered from all its threads. */
final class UsedRecords {
  private final SortedMap<Digest, StepRecord> steps = new ConcurrentSkipListMap<>();
  private final SortedMap<Digest, Digest> fingerprints = new ConcurrentSkipListMap<>();

  void step(Digest key, StepRecord record) {
    steps.put(key, record);
  }

  void fingerprint(Digest key, Digest fingerprint) {
    fingerprints.put(key, fingerprint);
  }

  CacheRecords records() {
    return new CacheRecords(steps, fingerprints);
  }
}
