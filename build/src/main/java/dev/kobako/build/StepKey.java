package dev.kobako.build;

import dev.kobako.image.Digest;
import java.util.List;

/**
 * What a step is known by.
 *
 * @param digest of all that it depends on; what imports know it by, and what is locked while it
 *     runs
 * @param names what its record on this machine is found under, the best first; the record lies
 *     under all of them
 */
record StepKey(Digest digest, List<Digest> names) {
  StepKey {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no name for " + digest);
    }
  }

  /** Of a step whose result is the same wherever it is done. */
  static StepKey of(Digest digest) {
    return new StepKey(digest, List.of(digest));
  }
}
