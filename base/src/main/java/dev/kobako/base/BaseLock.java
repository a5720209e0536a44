package dev.kobako.base;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.PackageSet;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@code base.lock}: the very packages that a request came to. With it a base needs no index and
 * no solver, only those packages, and is the same to the byte.
 *
 * @param request what it is the answer to
 * @param releases of which suites packages were chosen, in the order of the sources
 * @param architectures the packages by Debian's name of the architecture, in the order of unpacking
 */
public record BaseLock(
    LockedRequest request,
    List<LockedRelease> releases,
    SortedMap<String, List<LockedPackage>> architectures) {
  public BaseLock {
    releases = List.copyOf(releases);
    SortedMap<String, List<LockedPackage>> copy = new TreeMap<>();
    for (var each : architectures.entrySet()) {
      copy.put(each.getKey(), List.copyOf(each.getValue()));
      requireSound(releases, each.getValue());
    }
    architectures = Collections.unmodifiableSortedMap(copy);
  }

  private static void requireSound(List<LockedRelease> releases, List<LockedPackage> packages) {
    Set<String> names = new HashSet<>();
    for (LockedPackage each : packages) {
      if (!names.add(each.name())) {
        throw new IllegalArgumentException(each.name() + " is locked twice");
      }
      if (releases.stream().noneMatch(release -> release.offers(each.source()))) {
        throw new IllegalArgumentException(each.name() + " is of no release of the lock");
      }
    }
  }

  /**
   * The lock for packages that were chosen.
   *
   * @param releases all suites that were opened, in the order of the sources
   * @param chosen packages by Debian's name of the architecture
   */
  public static BaseLock of(
      LockedRequest request, List<LockedRelease> releases, SortedMap<String, PackageSet> chosen) {
    SortedMap<String, List<LockedPackage>> architectures = new TreeMap<>();
    chosen.forEach((architecture, set) ->
        architectures.put(architecture, set.packages().stream().map(LockedPackage::of).toList()));
    return new BaseLock(request, releases, architectures);
  }

  /**
   * Reads a lock.
   *
   * @param file how the user calls it, for messages
   * @throws KobakoException a finding with the line, for what kobako would not have written
   */
  public static BaseLock read(byte[] bytes, String file) {
    return new BaseLockReader(file).read(bytes);
  }

  /** The file; the same lock gives the same bytes. */
  public byte[] bytes() {
    return BaseLockWriter.text(this).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The time of the image, where SOURCE_DATE_EPOCH says no other: that of the latest release. No
   * package is younger.
   */
  public Instant time() {
    return releases.stream().map(LockedRelease::date).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  /**
   * Fails where the request has changed since.
   *
   * @param file how the user calls the lock, for messages
   * @throws KobakoException a finding that says what has changed
   */
  public void requireMatches(LockedRequest wanted, String file) {
    List<String> differences = request.differences(wanted);
    if (!differences.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              file,
              "locks another request: " + String.join("; ", differences),
              "run 'kobako base --update " + file + "' to choose packages anew"));
    }
  }

  /**
   * All packages of an architecture, in an order in which they can be unpacked.
   *
   * @param file how the user calls the lock, for messages
   * @throws KobakoException a finding, where the lock has none for it
   */
  public List<AvailablePackage> packages(String architecture, String file) {
    List<LockedPackage> packages = architectures.get(architecture);
    if (packages == null) {
      throw KobakoException.finding(
          Diagnostic.of(
              file,
              "has no packages for "
                  + architecture
                  + ", only for "
                  + String.join(", ", architectures.keySet()),
              "add the platform to 'platforms' of base.yaml and run 'kobako base --update "
                  + file
                  + "'"));
    }
    List<AvailablePackage> all = new ArrayList<>();
    packages.forEach(each -> all.add(each.available()));
    return all;
  }
}
