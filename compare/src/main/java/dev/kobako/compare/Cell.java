package dev.kobako.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * One combination of the values of all axes.
 *
 * @param values the name of the value by the name of the axis, in the order of the matrix
 * @param settings what it is made of and how it is run
 */
public record Cell(SequencedMap<String, String> values, CellSettings settings) {
  public Cell {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** What messages and plots call it: the values, in the order of the axes. */
  public String name() {
    return values.isEmpty() ? "the only cell" : String.join(", ", values.values());
  }

  /** The same with the names of the axes. */
  public String fullName() {
    return values.isEmpty()
        ? name()
        : values.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
  }
}
