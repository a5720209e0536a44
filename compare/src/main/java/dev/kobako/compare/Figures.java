package dev.kobako.compare;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured of a cell.
 *
 * @param numbers each in the unit of its measure, none negative; what was not measured is absent
 */
public record Figures(SortedMap<Measure, Long> numbers) {
  /** Nothing was measured. */
  public static final Figures NONE = new Figures(Collections.emptySortedMap());

  public Figures {
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    if (numbers.values().stream().anyMatch(each -> each < 0)) {
      throw new IllegalArgumentException("a negative figure: " + numbers);
    }
  }

  /** The same with one more. */
  public Figures with(Measure measure, long number) {
    Map<Measure, Long> more = new EnumMap<>(Measure.class);
    more.putAll(numbers);
    more.put(measure, number);
    return new Figures(new TreeMap<>(more));
  }

  /** One of them, if it was measured. */
  public OptionalLong of(Measure measure) {
    Long number = numbers.get(measure);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
