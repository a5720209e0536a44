package dev.kobako.apt;

import dev.kobako.debian.Distribution;
import java.util.List;
import java.util.Optional;

/**
 * Which suites make up a release of a distribution, and where its archive's are: users write {@code
 * debian:12}, archives {@code bookworm}, {@code bookworm-updates} and {@code bookworm-security}.
 */
enum KnownSuites {
  DEBIAN(Distribution.DEBIAN, "main contrib non-free-firmware non-free"),
  UBUNTU(Distribution.UBUNTU, "main restricted universe multiverse");

  /** Debian's that have neither updates nor security of their own. */
  private static final List<String> ALONE = List.of("sid", "unstable", "experimental", "rc-buggy");

  /** Debian's whose security suite is {@code SUITE/updates}. */
  private static final List<String> OLD_SECURITY = List.of("jessie", "stretch", "buster");

  private final Distribution distribution;
  private final String components;

  KnownSuites(Distribution distribution, String components) {
    this.distribution = distribution;
    this.components = components;
  }

  static Optional<KnownSuites> of(String distribution) {
    for (KnownSuites each : values()) {
      if (each.distribution().equals(distribution)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  String distribution() {
    return distribution.id();
  }

  /** What the archive is divided into, which no other's archive is. */
  List<String> components() {
    return SourceEntry.words(components);
  }

  /** {@code bookworm} for {@code 12} and {@code 12.5}; all else as it is. */
  String codename(String suite) {
    int point = this == DEBIAN ? suite.indexOf('.') : -1;
    return distribution.codename(point < 0 ? suite : suite.substring(0, point)).orElse(suite);
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
