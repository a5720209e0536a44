package dev.kobako.ladder;

import dev.kobako.check.Scenario;
import dev.kobako.image.Compression;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user asks of a reduction.
 *
 * @param level how far it goes
 * @param scenarios how it is run and judged; may be empty down to {@link Level#PACKAGE}
 * @param rules what stays and goes beside
 * @param repairs how often paths that a check lacked are added before giving up
 * @param proving how level proven searches
 * @param compression of the new layer
 * @param created the time of the result and of what kobako makes itself (SOURCE_DATE_EPOCH)
 * @param version of kobako, for the label
 * @param labels that the result has beside the original's
 * @param base layers that stay as they are, below the new one; at {@link Level#REPACK} only
 */
public record SlimRequest(
    Level level,
    List<Scenario> scenarios,
    KeepRules rules,
    int repairs,
    Proving proving,
    Compression compression,
    Instant created,
    String version,
    SortedMap<String, String> labels,
    BaseLayers base) {
  /** Repairs where the user says nothing. */
  public static final int REPAIRS = 5;

  public SlimRequest {
    scenarios = List.copyOf(scenarios);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    if (repairs < 0 || repairs > 100) {
      throw new IllegalArgumentException("repairs: " + repairs);
    }
    if (base.count() > 0 && level != Level.REPACK) {
      throw new IllegalArgumentException("a base is kept at level " + level);
    }
  }

  /** One without labels of its own and without a base. */
  public SlimRequest(
      Level level,
      List<Scenario> scenarios,
      KeepRules rules,
      int repairs,
      Proving proving,
      Compression compression,
      Instant created,
      String version) {
    this(
        level,
        scenarios,
        rules,
        repairs,
        proving,
        compression,
        created,
        version,
        Collections.emptySortedMap(),
        BaseLayers.NONE);
  }

  /** The same result once more, as a lock has it, without a run. */
  SlimRequest withLock(SlimLock lock) {
    return new SlimRequest(
        lock.level(),
        List.of(),
        lock.rules(),
        0,
        proving,
        compression,
        created,
        version,
        labels,
        BaseLayers.NONE);
  }

  /** The same with layers that are quick to write. */
  SlimRequest uncompressed() {
    return new SlimRequest(
        level,
        scenarios,
        rules,
        repairs,
        proving,
        Compression.NONE,
        created,
        version,
        labels,
        base);
  }

  /** The same on a base that stays as it is. */
  public SlimRequest on(BaseLayers kept) {
    return new SlimRequest(
        level, scenarios, rules, repairs, proving, compression, created, version, labels, kept);
  }
}
