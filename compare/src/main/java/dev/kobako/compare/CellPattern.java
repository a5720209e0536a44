package dev.kobako.compare;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Which cells are meant: {@code AXIS=VALUE} for one or more axes, with commas between them, where
 * {@code *} in a value stands for anything.
 */
public final class CellPattern {
  private final String text;
  private final SequencedMap<String, Pattern> values;

  private CellPattern(String text, SequencedMap<String, Pattern> values) {
    this.text = text;
    this.values = values;
  }

  /**
   * Reads one.
   *
   * @param option what it is written behind, for messages
   * @throws KobakoException usage, for what names no axis of the matrix
   */
  public static CellPattern parse(String option, String text, Matrix matrix) {
    List<String> axes = matrix.axes().stream().map(Axis::name).toList();
    SequencedMap<String, Pattern> values = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String axis = equals < 0 ? part : part.substring(0, equals).strip();
      if (equals < 0 || !axes.contains(axis)) {
        throw KobakoException.usage(
            Diagnostic.of(
                option + " " + text,
                "expected AXIS=VALUE with an axis of the matrix: " + MatrixFile.listed(axes),
                "write " + option + " '" + axes.getFirst() + "=*'"));
      }
      values.put(axis, glob(part.substring(equals + 1).strip()));
    }
    return new CellPattern(text, values);
  }

  private static Pattern glob(String text) {
    List<String> parts = new ArrayList<>();
    for (String each : text.split("\\*", -1)) {
      parts.add(Pattern.quote(each));
    }
    return Pattern.compile(String.join(".*", parts));
  }

  /** Whether a cell is meant. */
  public boolean matches(Cell cell) {
    for (Map.Entry<String, Pattern> each : values.entrySet()) {
      if (!each.getValue().matcher(cell.values().getOrDefault(each.getKey(), "")).matches()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
