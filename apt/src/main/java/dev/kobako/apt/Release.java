package dev.kobako.apt;

import dev.kobako.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The {@code Release} of a suite, whose signature was checked.
 *
 * @param origin {@code Debian}
 * @param suite {@code oldstable-security}
 * @param codename {@code bookworm-security}
 * @param date when it was made
 * @param validUntil when it expires
 * @param byHash whether indexes can be had by their hash
 * @param architectures it has
 * @param components it has, without a leading {@code updates/}
 * @param files what it vouches for, by path under the suite's folder
 * @param digest of the InRelease file itself
 */
public record Release(
    String origin,
    String suite,
    String codename,
    Instant date,
    Optional<Instant> validUntil,
    boolean byHash,
    List<String> architectures,
    List<String> components,
    SortedMap<String, IndexFile> files,
    Digest digest) {
  /**
   * A file of the suite.
   *
   * @param size in bytes
   */
  public record IndexFile(long size, Digest digest) {}
}
