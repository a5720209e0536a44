package dev.kobako.base;

/**
 * Which base is meant.
 *
 * @param distribution {@code debian} or {@code ubuntu}
 * @param suite {@code bookworm}
 * @param slim whether what Docker's slim variants drop is dropped, see {@link SlimPaths}
 */
public record BaseName(String distribution, String suite, boolean slim) {
  public BaseName {
    if (!BaseNames.DISTRIBUTIONS.contains(distribution) || !BaseNames.isSuite(suite)) {
      throw new IllegalArgumentException("no base: " + distribution + ":" + suite);
    }
  }

  /** As it is written: {@code debian:bookworm-slim}. */
  @Override
  public String toString() {
    return distribution + ":" + suite + (slim ? BaseNames.SLIM : "");
  }
}
