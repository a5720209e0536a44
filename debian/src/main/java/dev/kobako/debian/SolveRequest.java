package dev.kobako.debian;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be installed together.
 *
 * @param packages what the user asks for; a single name with an optional bound each
 * @param core what else is part of it
 * @param recommends whether recommended packages are taken where they are to be had
 * @param pins the version that a package must have if it is installed, by name
 * @param excluded names that must not be installed
 */
public record SolveRequest(
    List<Relation> packages,
    Core core,
    boolean recommends,
    SortedMap<String, PackageVersion> pins,
    SortedSet<String> excluded) {
  /** Packages that are part of an installation without anybody asking for them. */
  public enum Core {
    NONE,
    /** All that are essential. */
    ESSENTIAL,
    /** These and all of priority required, as debootstrap and mmdebstrap have it in minbase. */
    REQUIRED
  }

  public SolveRequest {
    packages = List.copyOf(packages);
    pins = new TreeMap<>(pins);
    excluded = new TreeSet<>(excluded);
  }
}
