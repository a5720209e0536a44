package dev.kobako.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Variables as images and processes have them, each {@code NAME=value}. */
public final class EnvironmentLines {
  private EnvironmentLines() {}

  /**
   * By name, in the order in which names come first; the last value of a name counts. Lines without
   * a name, or without a value, don't: what they mean is nowhere said.
   */
  public static SequencedMap<String, String> byName(List<String> lines) {
    SequencedMap<String, String> variables = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        variables.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return variables;
  }

  /** The lines of variables, in their order. */
  public static List<String> of(Map<String, String> variables) {
    List<String> lines = new ArrayList<>();
    variables.forEach((name, value) -> lines.add(name + "=" + value));
    return lines;
  }
}
