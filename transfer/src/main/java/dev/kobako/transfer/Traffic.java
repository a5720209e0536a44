package dev.kobako.transfer;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Bytes that moved and bytes that needed not.
 *
 * @param moved in bytes
 * @param spared in bytes, by reason: {@code already there}, {@code mounted}, {@code resumed}
 */
public record Traffic(long moved, SortedMap<String, Long> spared) {
  public Traffic {
    spared = Collections.unmodifiableSortedMap(new TreeMap<>(spared));
  }

  /** All spared bytes. */
  public long sparedBytes() {
    return spared.values().stream().mapToLong(Long::longValue).sum();
  }
}
