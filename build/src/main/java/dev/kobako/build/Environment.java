package dev.kobako.build;

import dev.kobako.dockerfile.Expansion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Variables in the order in which they were last set. Not to be shared between threads. */
final class Environment implements Expansion.Variables {
  private final Map<String, String> values = new LinkedHashMap<>();

  static Environment copyOf(Environment other) {
    Environment copy = new Environment();
    copy.values.putAll(other.values);
    return copy;
  }

  void set(String name, String value) {
    values.remove(name);
    values.put(name, value);
  }

  @Override
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The names, for remedies. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** Each {@code NAME=value}. */
  List<String> lines() {
    return values.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .toList();
  }
}
