package dev.kobako.base;

import dev.kobako.debian.PackageVersion;
import java.util.List;

/** What became of one package between two locks. A closed set: handle it exhaustively. */
public sealed interface PackageChange {
  /** The package's name. */
  String name();

  /** A package that was not there. */
  record Added(String name, PackageVersion version, String why) implements PackageChange {}

  /** A package that is no longer needed. */
  record Removed(String name, PackageVersion version) implements PackageChange {}

  /**
   * A newer version.
   *
   * @param security whether it comes from a suite of security fixes
   * @param fixed what its changelog says is fixed, sorted; empty before anybody has looked
   */
  record Upgraded(
      String name,
      PackageVersion from,
      PackageVersion to,
      boolean security,
      List<VulnerabilityId> fixed)
      implements PackageChange {
    public Upgraded {
      fixed = List.copyOf(fixed);
    }
  }

  /** An older version. */
  record Downgraded(String name, PackageVersion from, PackageVersion to) implements PackageChange {}

  /** The same version with other bytes. */
  record Rebuilt(String name, PackageVersion version) implements PackageChange {}
}
