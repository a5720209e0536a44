package dev.kobako.base;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed from one lock to another.
 *
 * @param changes by Debian's name of the architecture, each sorted by name; architectures without
 *     any change are left out
 */
public record LockUpdate(SortedMap<String, List<PackageChange>> changes) {
  public LockUpdate {
    SortedMap<String, List<PackageChange>> copy = new TreeMap<>();
    changes.forEach((architecture, each) -> {
      if (!each.isEmpty()) {
        copy.put(architecture, List.copyOf(each));
      }
    });
    changes = Collections.unmodifiableSortedMap(copy);
  }

  /** The changes; what is fixed is not looked at yet. */
  public static LockUpdate between(BaseLock old, BaseLock now) {
    SortedMap<String, List<PackageChange>> changes = new TreeMap<>();
    TreeSet<String> architectures = new TreeSet<>(old.architectures().keySet());
    architectures.addAll(now.architectures().keySet());
    for (String architecture : architectures) {
      changes.put(
          architecture,
          changes(
              old.architectures().getOrDefault(architecture, List.of()),
              now.architectures().getOrDefault(architecture, List.of())));
    }
    return new LockUpdate(changes);
  }

  private static List<PackageChange> changes(List<LockedPackage> old, List<LockedPackage> now) {
    SortedMap<String, LockedPackage> before = byName(old);
    SortedMap<String, LockedPackage> after = byName(now);
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<PackageChange> changes = new ArrayList<>();
    for (String name : names) {
      LockedPackage was = before.get(name);
      LockedPackage is = after.get(name);
      if (was == null && is != null) {
        changes.add(new PackageChange.Added(name, is.version(), is.why()));
      } else if (was != null && is == null) {
        changes.add(new PackageChange.Removed(name, was.version()));
      } else if (was != null && is != null && !was.digest().equals(is.digest())) {
        changes.add(change(was, is));
      }
    }
    return changes;
  }

  private static PackageChange change(LockedPackage was, LockedPackage is) {
    int order = is.version().compareTo(was.version());
    if (order == 0) {
      return new PackageChange.Rebuilt(is.name(), is.version());
    }
    return order > 0
        ? new PackageChange.Upgraded(
            is.name(), was.version(), is.version(), is.source().isSecurity(), List.of())
        : new PackageChange.Downgraded(is.name(), was.version(), is.version());
  }

  private static SortedMap<String, LockedPackage> byName(List<LockedPackage> packages) {
    SortedMap<String, LockedPackage> byName = new TreeMap<>();
    packages.forEach(each -> byName.put(each.name(), each));
    return byName;
  }

  /**
   * Whether all packages are what they were. Then the old lock can stay: the new one differs at
   * most in the dates of releases, which would make another image of the same packages.
   */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * The packages whose changelogs say what was fixed, to be fetched and opened for {@link
   * #withFixes}: of every package one, since a changelog is the same on all architectures.
   *
   * @param now the newer lock
   */
  public List<AvailablePackage> upgraded(BaseLock now) {
    SortedMap<String, AvailablePackage> upgraded = new TreeMap<>();
    changes.forEach((architecture, all) -> {
      SortedMap<String, LockedPackage> packages =
          byName(now.architectures().getOrDefault(architecture, List.of()));
      for (PackageChange change : all) {
        LockedPackage each = packages.get(change.name());
        if (change instanceof PackageChange.Upgraded && each != null) {
          upgraded.putIfAbsent(change.name(), each.available());
        }
      }
    });
    return List.copyOf(upgraded.values());
  }

  /** The same, with what the changelogs of opened packages say was fixed. */
  public LockUpdate withFixes(List<DebFile> opened) {
    Map<String, DebFile> byName = new HashMap<>();
    opened.forEach(each -> byName.put(each.available().name(), each));
    SortedMap<String, List<PackageChange>> known = new TreeMap<>();
    changes.forEach((architecture, all) ->
        known.put(architecture, all.stream().map(each -> withFixes(each, byName)).toList()));
    return new LockUpdate(known);
  }

  private static PackageChange withFixes(PackageChange change, Map<String, DebFile> opened) {
    if (!(change
        instanceof
        PackageChange.Upgraded(
            String name,
            PackageVersion from,
            PackageVersion to,
            boolean security,
            List<VulnerabilityId> _))) {
      return change;
    }
    DebFile deb = opened.get(name);
    return deb == null
        ? change
        : new PackageChange.Upgraded(
            name, from, to, security, List.copyOf(new Changelog(deb, opened).fixedSince(from)));
  }
}
