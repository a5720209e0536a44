package dev.kobako.base;

import dev.kobako.config.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The packages of an architecture, brought from the lock's order into that of unpacking. */
final class LockedOrder {
  private final LockLine start;
  private final Map<String, LockedPackage> byName = new HashMap<>();

  /** Who comes right after a package; the first one of all after the empty name. */
  private final Map<String, LockedPackage> next = new HashMap<>();

  private String last = "";

  LockedOrder(LockLine start) {
    this.start = start;
  }

  void add(LockLine line, LockedPackage each, Optional<String> before) {
    if (last.compareTo(each.name()) >= 0) {
      throw line.finding(
          "the package "
              + Quoted.of(each.name())
              + " after "
              + Quoted.of(last)
              + ", expected every package once, sorted by name");
    }
    last = each.name();
    byName.put(each.name(), each);
    LockedPackage other = next.putIfAbsent(before.orElse(""), each);
    if (other != null) {
      throw line.finding(
          Quoted.of(each.name())
              + " and "
              + Quoted.of(other.name())
              + (before.isPresent() ? " are both after " + before.get() : " are both the first")
              + ", expected one");
    }
  }

  /** All of them, if they are a chain. */
  List<LockedPackage> packages() {
    List<LockedPackage> packages = new ArrayList<>();
    @Nullable LockedPackage each = next.get("");
    while (each != null && packages.size() < byName.size()) {
      packages.add(each);
      each = next.get(each.name());
    }
    if (packages.size() < byName.size()) {
      throw start.finding(
          byName.size()
              + " packages of which 'after' leads to "
              + packages.size()
              + ", expected all of them");
    }
    return packages;
  }
}
