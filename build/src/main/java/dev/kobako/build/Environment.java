package dev.kobako.build;

import dev.kobako.dockerfile.Expansion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Variables in the order in which they were last set. Not to be shared between threads. */
final class Environment implements Expansion.Variables {
  /** Each {@code NAME=value} by name. */
  private final Map<String, String> lines = new LinkedHashMap<>();

  private @Nullable List<String> listed;

  static Environment copyOf(Environment other) {
    Environment copy = new Environment();
    copy.lines.putAll(other.lines);
    return copy;
  }

  void set(String name, String value) {
    lines.remove(name);
    lines.put(name, name + "=" + value);
    listed = null;
  }

  @Override
  public Optional<String> value(String name) {
    String line = lines.get(name);
    return line == null ? Optional.empty() : Optional.of(line.substring(name.length() + 1));
  }

  List<String> names() {
    return List.copyOf(lines.keySet());
  }

  /** Each {@code NAME=value}; the same list until a variable is set. */
  List<String> lines() {
    List<String> all = listed;
    if (all == null) {
      all = List.copyOf(lines.values());
      listed = all;
    }
    return all;
  }
}
