package dev.kobako.base;

import dev.kobako.debian.Distribution;

/**
 * Which base is meant.
 *
 * @param distribution {@code debian} or {@code ubuntu}
 * @param suite {@code bookworm}
 * @param slim whether what Docker's slim variants drop is dropped, see {@link SlimPaths}
 */
public record BaseName(String distribution, String suite, boolean slim) {
  public BaseName {
    if (Distribution.of(distribution).isEmpty() || !BaseNames.isSuite(suite)) {
      throw new IllegalArgumentException("no base: " + distribution + ":" + suite);
    }
  }

  /** As it is written: {@code debian:bookworm-slim}. */
  @Override
  public String toString() {
    return distribution + ":" + suite + (slim ? BaseNames.SLIM : "");
  }
}
