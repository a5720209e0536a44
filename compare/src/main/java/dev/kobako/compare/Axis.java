package dev.kobako.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One thing that varies.
 *
 * @param values what each of its values says, by its name, in the file's order; at least one
 */
public record Axis(String name, SequencedMap<String, CellSettings> values) {
  public Axis {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    if (values.isEmpty()) {
      throw new IllegalArgumentException("axis " + name + " has no values");
    }
  }
}
