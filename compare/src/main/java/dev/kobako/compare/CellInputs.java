package dev.kobako.compare;

import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a cell's result depends on, each under a name: what the matrix says, and digests of what
 * it names.
 */
public record CellInputs(SortedMap<String, String> byName) {
  public CellInputs {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /** The digest by which the result is found again. */
  public Digest key() {
    return Digest.sha256(Json.bytes(byName));
  }
}
