package dev.kobako.base;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All groups of alternatives, changed by calls of update-alternatives(1): what is refused here, the
 * real one refuses.
 */
final class AlternativesTable {
  private final TreeMap<String, AlternativeGroup> groups = new TreeMap<>();

  /** The groups by name. */
  SortedMap<String, AlternativeGroup> groups() {
    return groups;
  }

  /** The group of that name. */
  Optional<AlternativeGroup> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /**
   * Does what a call asks for.
   *
   * @param exists whether there is something at a path
   * @return why it can't be done; empty where it is done
   */
  String apply(AlternativesCall call, Predicate<String> exists) {
    return switch (call) {
      case AlternativesCall.Install install -> install(install, exists);
      case AlternativesCall.Remove(String name, String path) -> {
        group(name).ifPresent(group -> group.remove(path));
        groups.values().removeIf(group -> group.choices().isEmpty());
        yield "";
      }
      case AlternativesCall.RemoveAll(String name) -> {
        groups.remove(name);
        yield "";
      }
      case AlternativesCall.Choose(String name, String path) -> {
        Optional<AlternativeGroup> group = group(name);
        if (group.isEmpty() || !(path.isEmpty() || group.get().choices().containsKey(path))) {
          yield path + " is no alternative for " + name;
        }
        group.get().choose(path);
        yield "";
      }
      case AlternativesCall.Question _ -> "";
    };
  }

  private String install(AlternativesCall.Install install, Predicate<String> exists) {
    if (!exists.test(install.path())) {
      return install.path() + " does not exist";
    }
    for (AlternativeGroup group : groups.values()) {
      boolean same = group.name().equals(install.name());
      if (group.followerLinks().containsKey(install.name())) {
        return install.name() + " goes with " + group.name() + " already";
      }
      if (!same && group.link().equals(install.link())) {
        return install.link() + " is the link of " + group.name() + " already";
      }
      for (String follower : install.followers().keySet()) {
        if (group.name().equals(follower)) {
          return follower + " is a name of its own already";
        }
        if (!same && group.followerLinks().containsKey(follower)) {
          return follower + " goes with " + group.name() + " already";
        }
      }
    }
    TreeMap<String, String> links = new TreeMap<>();
    TreeMap<String, String> paths = new TreeMap<>();
    install
        .followers()
        .forEach((name, follower) -> {
          links.put(name, follower.link());
          paths.put(name, follower.path());
        });
    groups
        .computeIfAbsent(install.name(), name -> new AlternativeGroup(name, install.link()))
        .install(
            install.link(),
            new AlternativeGroup.Choice(install.path(), install.priority(), paths),
            links);
    return "";
  }
}
