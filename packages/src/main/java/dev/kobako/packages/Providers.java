package dev.kobako.packages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Installed packages by the names under which others need them. */
final class Providers {
  private final Map<String, List<InstalledNode>> byName = new HashMap<>();

  Providers(List<InstalledNode> nodes) {
    for (InstalledNode node : nodes) {
      for (String name : node.provides()) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(node);
      }
    }
  }

  /** All that provide a name, in the order in which they were given. */
  List<InstalledNode> of(String name) {
    return Collections.unmodifiableList(byName.getOrDefault(name, List.of()));
  }
}
