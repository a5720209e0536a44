package dev.kobako.apt;

import java.nio.charset.StandardCharsets;

/**
 * The release of a suite, checked.
 *
 * @param separatesAll whether packages of the architecture {@code all} are only in an index of
 *     their own
 */
record BelievedRelease(Suite suite, Release release, boolean separatesAll) {
  /** See "No-Support-for-Architecture-all" in the Debian wiki's DebianRepository/Format. */
  private static final String TOGETHER = "\nNo-Support-for-Architecture-all: Packages";

  static BelievedRelease of(Suite suite, Release release, byte[] inRelease) {
    boolean separates =
        release.architectures().contains("all")
            && !new String(inRelease, StandardCharsets.ISO_8859_1).contains(TOGETHER);
    return new BelievedRelease(suite, release, separates);
  }

  /** As callers know it. */
  OpenedSuite opened() {
    return new OpenedSuite(suite.root().name(), suite.name(), release);
  }
}
