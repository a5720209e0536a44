package dev.kobako.packages;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What programs of apk's and rpm's packages need of other packages. What only scripts need that
 * install and remove packages is left out; of alternatives all that are installed count.
 */
public final class NeededPackages {
  private final List<InstalledNode> nodes;
  private final Providers providers;

  NeededPackages(List<InstalledNode> nodes) {
    this.nodes = List.copyOf(nodes);
    this.providers = new Providers(nodes);
  }

  /** These packages and all that they need, directly or not. */
  public SortedSet<NamedPackage> closure(Collection<NamedPackage> start) {
    SortedSet<NamedPackage> found = new TreeSet<>(start);
    Deque<InstalledNode> ahead = new ArrayDeque<>();
    nodes.stream().filter(node -> found.contains(node.name())).forEach(ahead::add);
    Set<String> met = new HashSet<>();
    while (!ahead.isEmpty()) {
      for (String need : ahead.remove().needs()) {
        if (met.add(need)) {
          for (InstalledNode provider : providers.of(need)) {
            if (found.add(provider.name())) {
              ahead.add(provider);
            }
          }
        }
      }
    }
    return Collections.unmodifiableSortedSet(found);
  }
}
