package dev.kobako.debian;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says why nothing fulfils a relation: what is there instead, or who forbade it. */
final class Shortage {
  private static final int MAX_NAMED = 3;

  private final AvailablePackages available;
  private final SolveRequest request;

  Shortage(AvailablePackages available, SolveRequest request) {
    this.available = available;
    this.request = request;
  }

  /** In words, to follow "but": {@code bookworm has libfoo1 1.9}. */
  String words(Dependency dependency) {
    return dependency.alternatives().stream()
        .map(this::words)
        .limit(MAX_NAMED)
        .collect(Collectors.joining(" and "));
  }

  /** The names of all that could fulfil a dependency in some version, forbidden or not. */
  Set<String> names(Dependency dependency) {
    Set<String> names = new TreeSet<>();
    for (Relation each : dependency.alternatives()) {
      names.add(each.name());
      available.providing(each.name()).forEach(provider -> names.add(provider.name()));
    }
    return names;
  }

  private String words(Relation relation) {
    String name = relation.name();
    List<AvailablePackage> versions = available.named(name);
    if (request.excluded().contains(name)) {
      return name + " is excluded";
    }
    PackageVersion pin = request.pins().get(name);
    if (!versions.isEmpty() && pin != null) {
      boolean isThere = versions.stream().anyMatch(each -> each.version().compareTo(pin) == 0);
      return name + " is pinned to " + pin + (isThere ? "" : ", and " + there(versions));
    }
    if (!versions.isEmpty()) {
      return isOfQualifier(relation) ? otherArchitecture(relation) : there(versions);
    }
    List<AvailablePackage> providers = available.providing(name);
    return providers.isEmpty() ? "there is no " + name : provided(name, providers);
  }

  /** Whether a version would do, so that only the architecture is in the way. */
  private boolean isOfQualifier(Relation relation) {
    return relation.qualifier().isPresent()
        && available.named(relation.name()).stream()
            .anyMatch(each -> relation.bound().map(one -> one.holds(each.version())).orElse(true));
  }

  private String otherArchitecture(Relation relation) {
    return relation.qualifier().equals(Optional.of("any"))
        ? relation.name() + " is not marked as serving any architecture"
        : relation.name() + " is there for " + available.architecture() + " only";
  }

  private static String there(List<AvailablePackage> versions) {
    Map<String, String> latest = new LinkedHashMap<>();
    for (AvailablePackage each : versions) {
      latest.putIfAbsent(
          each.source().suite(),
          each.source().suite() + " has " + each.name() + " " + each.version());
    }
    return latest.values().stream().limit(MAX_NAMED).collect(Collectors.joining(" and "));
  }

  private String provided(String name, List<AvailablePackage> providers) {
    return providers.stream()
        .map(each -> provided(name, each))
        .distinct()
        .limit(MAX_NAMED)
        .collect(Collectors.joining(" and "));
  }

  private String provided(String name, AvailablePackage provider) {
    String who = provider.name() + ", which provides " + name + ", is ";
    PackageVersion pin = request.pins().get(provider.name());
    if (request.excluded().contains(provider.name())) {
      return who + "excluded";
    }
    if (pin != null && pin.compareTo(provider.version()) != 0) {
      return who + "pinned to " + pin;
    }
    return provider.name()
        + " provides "
        + provider.provides().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .map(each -> each + (each.bound().isEmpty() ? " without a version" : ""))
            .orElse(name);
  }
}
