package dev.kobako.compare;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What is compared: axes, of whose values each combination is a {@link Cell}, less what is excluded
 * and with what is included.
 *
 * @param file as the user named it
 * @param title for people
 * @param images that are made before
 * @param common what holds for all cells unless a value says otherwise
 * @param change what is done between two builds
 * @param plot what is drawn, if it is said
 */
public record Matrix(
    String file,
    String title,
    List<MadeImage> images,
    CellSettings common,
    List<Axis> axes,
    List<CellRule> exclude,
    List<CellRule> include,
    Optional<Change> change,
    Optional<PlotAxes> plot) {
  /** More takes days, and is a slip of the pen. */
  public static final int MOST_CELLS = 256;

  public Matrix {
    images = List.copyOf(images);
    axes = List.copyOf(axes);
    exclude = List.copyOf(exclude);
    include = List.copyOf(include);
  }

  /**
   * All cells, the last axis varying fastest, then those that only {@code include} names.
   *
   * @throws KobakoException a finding, where there are too many or none
   */
  public List<Cell> cells() {
    long count = 1;
    for (Axis axis : axes) {
      count = Math.min(Integer.MAX_VALUE, count * axis.values().size());
    }
    if (count > MOST_CELLS) {
      throw KobakoException.finding(
          Diagnostic.of(
              file,
              "its axes have "
                  + (count == Integer.MAX_VALUE ? "more than " + count : count)
                  + " combinations, expected at most "
                  + MOST_CELLS,
              "leave out values, or compare in several files"));
    }
    Map<Map<String, String>, SequencedMap<String, String>> chosen = new LinkedHashMap<>();
    for (SequencedMap<String, String> values : combinations()) {
      if (exclude.stream().noneMatch(rule -> rule.matches(values))) {
        chosen.put(values, values);
      }
    }
    for (CellRule rule : include) {
      if (rule.values().size() == axes.size()) {
        combinations().stream().filter(rule::matches).forEach(each -> chosen.put(each, each));
      }
    }
    if (chosen.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(file, "excludes all of its cells", "leave out an entry of exclude"));
    }
    return chosen.values().stream().map(values -> new Cell(values, settings(values))).toList();
  }

  private List<SequencedMap<String, String>> combinations() {
    List<SequencedMap<String, String>> all = List.of(new LinkedHashMap<>());
    for (Axis axis : axes) {
      List<SequencedMap<String, String>> more = new ArrayList<>();
      for (SequencedMap<String, String> each : all) {
        for (String value : axis.values().keySet()) {
          SequencedMap<String, String> longer = new LinkedHashMap<>(each);
          longer.put(axis.name(), value);
          more.add(longer);
        }
      }
      all = more;
    }
    return Collections.unmodifiableList(all);
  }

  /** Later axes go before earlier ones, and what include says goes before all. */
  private CellSettings settings(Map<String, String> values) {
    CellSettings settings = common;
    for (Axis axis : axes) {
      CellSettings said = new HashMap<>(axis.values()).get(values.get(axis.name()));
      if (said != null) {
        settings = said.over(settings);
      }
    }
    for (CellRule rule : include) {
      if (rule.with().isPresent() && rule.matches(values)) {
        settings = rule.with().get().over(settings);
      }
    }
    return settings;
  }
}
