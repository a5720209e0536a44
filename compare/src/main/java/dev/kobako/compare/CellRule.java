package dev.kobako.compare;

import dev.kobako.config.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An entry of {@code exclude} or {@code include}: the values that it names, any of those of an
 * axis.
 *
 * @param with what is said of these cells beside; {@code include} only
 */
record CellRule(
    Place place, SequencedMap<String, List<String>> values, Optional<CellSettings> with) {
  CellRule {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** Whether a cell has one of the values of every axis that is named. */
  boolean matches(Map<String, String> cell) {
    return values.entrySet().stream()
        .allMatch(each -> each.getValue().contains(cell.getOrDefault(each.getKey(), "")));
  }
}
