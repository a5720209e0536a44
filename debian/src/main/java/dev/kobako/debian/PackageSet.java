package dev.kobako.debian;

import java.util.List;

/**
 * Packages that can be installed together, with nothing else.
 *
 * @param packages in an order in which they can be unpacked: what a package pre-depends on and,
 *     cycles aside, depends on comes before it; the same for the same request and archives
 */
public record PackageSet(List<Member> packages) {
  public PackageSet {
    packages = List.copyOf(packages);
  }

  /**
   * One of them.
   *
   * @param why in words: {@code asked for}, {@code essential}, {@code openssl depends on libssl3
   *     (>= 3.0.9)}
   */
  public record Member(AvailablePackage available, String why) {}
}
