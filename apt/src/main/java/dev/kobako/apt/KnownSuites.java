package dev.kobako.apt;

import java.util.List;
import java.util.Optional;

/**
 * Which suites make up a release of a distribution, and what its version numbers are called: users
 * write {@code debian:12}, archives {@code bookworm}.
 */
enum KnownSuites {
  DEBIAN(
      "debian",
      "main contrib non-free-firmware non-free",
      "8 jessie,9 stretch,10 buster,11 bullseye," + "12 bookworm,13 trixie,14 forky,15 duke"),
  UBUNTU(
      "ubuntu",
      "main restricted universe multiverse",
      "14.04 trusty,16.04 xenial,18.04 bionic,20.04 focal,"
          + "22.04 jammy,24.04 noble,24.10 oracular,25.04 plucky,25.10 questing,26.04 resolute");

  /** Debian's that have neither updates nor security of their own. */
  private static final List<String> ALONE = List.of("sid", "unstable", "experimental", "rc-buggy");

  /** Debian's whose security suite is {@code SUITE/updates}. */
  private static final List<String> OLD_SECURITY = List.of("jessie", "stretch", "buster");

  private final String distribution;
  private final String components;
  private final String versions;

  KnownSuites(String distribution, String components, String versions) {
    this.distribution = distribution;
    this.components = components;
    this.versions = versions;
  }

  static Optional<KnownSuites> of(String distribution) {
    for (KnownSuites each : values()) {
      if (each.distribution.equals(distribution)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  String distribution() {
    return distribution;
  }

  /** What the archive is divided into, which no other's archive is. */
  List<String> components() {
    return SourceEntry.words(components);
  }

  /** {@code bookworm} for {@code 12} and {@code 12.5}; all else as it is. */
  String codename(String suite) {
    for (String version : versions.split(",", -1)) {
      int blank = version.indexOf(' ');
      String number = version.substring(0, blank);
      if (suite.equals(number) || (this == DEBIAN && suite.startsWith(number + "."))) {
        return version.substring(blank + 1);
      }
    }
    return suite;
  }

  Optional<String> updates(String suite) {
    return ALONE.contains(suite) ? Optional.empty() : Optional.of(suite + "-updates");
  }

  Optional<String> security(String suite) {
    if (ALONE.contains(suite)) {
      return Optional.empty();
    }
    return Optional.of(suite + (OLD_SECURITY.contains(suite) ? "/updates" : "-security"));
  }

  /** Whether a suite's name is one that security suites have. */
  static boolean isSecurity(String suite) {
    return suite.endsWith("-security") || suite.endsWith("/updates");
  }

  /** Whether security has an archive of its own, beside the main one. */
  boolean hasSecurityArchive() {
    return this == DEBIAN;
  }

  /** Where each day's state of the archive is kept for good. */
  String snapshots() {
    return switch (this) {
      case DEBIAN -> "http://snapshot.debian.org/archive/debian";
      case UBUNTU -> "https://snapshot.ubuntu.com/ubuntu";
    };
  }
}
