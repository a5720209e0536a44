package dev.kobako.build;

import dev.kobako.image.Digest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * All that a step depends on, each thing under a name that people understand. The key of the step
 * is made of it, and two of the same step tell what has changed between them. Not to be shared
 * between threads while it is being filled.
 */
final class StepInputs {
  /** The name of the layers under the step. */
  static final String BELOW = "files below";

  /** The name of what COPY and ADD take. */
  static final String FILES = "files";

  private final String kind;
  private final SequencedMap<String, Digest> byName = new LinkedHashMap<>();

  /**
   * Starts.
   *
   * @param kind of step, which is part of the key
   */
  StepInputs(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }

  /** Adds one. Of several with the same name each counts. */
  StepInputs with(String name, Digest digest) {
    String free = name;
    for (int i = 2; byName.containsKey(free); i++) {
      free = name + " (" + i + ")";
    }
    byName.put(free, digest);
    return this;
  }

  /** Adds one that is a text. */
  StepInputs with(String name, String text) {
    return with(name, new KeyWriter("text").text(text).key());
  }

  /** In the order in which they were added. */
  SequencedMap<String, Digest> byName() {
    return Collections.unmodifiableSequencedMap(byName);
  }

  /** Equal keys, equal results. */
  Digest key() {
    KeyWriter key = new KeyWriter(kind).number(byName.size());
    byName.forEach((name, digest) -> key.text(name).digest(digest));
    return key.key();
  }
}
