package dev.kobako.packages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which installed packages of one ecosystem need which others. */
final class InstalledGraph {
  /** Somebody who needs a package. */
  private record Dependant(InstalledNode node, boolean isWeak) {}

  /** So many as no real image has: a database may let all need all. */
  private static final int MOST_EDGES = 1_000_000;

  private final List<InstalledNode> nodes;
  private final Providers providers;

  /** Nodes are told apart by what they are, not by all that they say, which can be long. */
  private final IdentityHashMap<InstalledNode, Map<InstalledNode, Dependant>> dependants =
      new IdentityHashMap<>();

  private int edges;

  InstalledGraph(Collection<InstalledNode> all) {
    nodes = all.stream().sorted(Comparator.comparing(InstalledNode::name)).toList();
    providers = new Providers(nodes);
    // first all that can't do without: their chains are the better reasons
    nodes.forEach(node -> {
      node.needs().forEach(name -> add(name, new Dependant(node, false)));
      node.forScripts().forEach(name -> add(name, new Dependant(node, false)));
    });
    nodes.forEach(node -> node.wants().forEach(name -> add(name, new Dependant(node, true))));
  }

  private void add(String name, Dependant dependant) {
    for (InstalledNode provider : providers.of(name)) {
      if (edges >= MOST_EDGES) {
        return;
      }
      boolean isNew =
          !isSame(provider, dependant.node())
              && dependants
                      .computeIfAbsent(provider, _ -> new IdentityHashMap<>(2))
                      .putIfAbsent(dependant.node(), dependant)
                  == null;
      if (isNew) {
        edges++;
      }
    }
  }

  /** Two that say the same are two packages, and what they say can be long. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(InstalledNode one, InstalledNode other) {
    return one == other;
  }

  /** Those that can't do without first, then by their names. */
  private List<Dependant> dependants(InstalledNode node) {
    return dependants.getOrDefault(node, Map.of()).values().stream()
        .sorted(Comparator.comparing(Dependant::isWeak).thenComparing(each -> each.node().name()))
        .toList();
  }

  /** The shortest chain to one that was asked for, or else to one that nobody needs. */
  Optional<Installation> why(NamedPackage name) {
    Optional<InstalledNode> start =
        nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    IdentityHashMap<InstalledNode, InstalledNode> from = new IdentityHashMap<>();
    IdentityHashMap<InstalledNode, Dependant> reached = new IdentityHashMap<>();
    Deque<InstalledNode> ahead = new ArrayDeque<>(List.of(start.get()));
    reached.put(start.get(), new Dependant(start.get(), false));
    Optional<InstalledNode> last = Optional.empty();
    while (!ahead.isEmpty()) {
      InstalledNode node = ahead.remove();
      List<Dependant> above = dependants(node);
      if (node.asked()) {
        return Optional.of(chain(node, from, reached, Installation.End.ASKED_FOR));
      }
      if (above.isEmpty() && last.isEmpty()) {
        last = Optional.of(node);
      }
      for (Dependant each : above) {
        if (reached.putIfAbsent(each.node(), each) == null) {
          from.put(each.node(), node);
          ahead.add(each.node());
        }
      }
    }
    return Optional.of(
        chain(
            last.orElse(start.get()),
            from,
            reached,
            last.isPresent() ? Installation.End.NEEDED_BY_NONE : Installation.End.CIRCLE));
  }

  private Installation chain(
      InstalledNode last,
      IdentityHashMap<InstalledNode, InstalledNode> from,
      IdentityHashMap<InstalledNode, Dependant> reached,
      Installation.End end) {
    List<Installation.Link> links = new ArrayList<>();
    for (@Nullable InstalledNode at = last; at != null; at = from.get(at)) {
      links.add(
          new Installation.Link(
              at.name(),
              reached.getOrDefault(at, new Dependant(at, false)).isWeak(),
              dependants(at).stream().map(each -> each.node().name()).toList()));
    }
    Collections.reverse(links);
    return new Installation(links, end);
  }
}
