package dev.kobako.debian;

/**
 * A package's version, {@code [epoch:]upstream[-revision]} (Debian Policy 5.6.12), ordered exactly
 * as dpkg orders it. Versions that are ordered the same, as {@code 1.0} and {@code 1.00}, are equal
 * in the order only.
 *
 * @param text as written
 */
public record PackageVersion(String text) implements Comparable<PackageVersion> {
  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException for what dpkg would not take
   */
  public static PackageVersion of(String text) {
    return new PackageVersion(text);
  }

  @Override
  public int compareTo(PackageVersion other) {
    throw new UnsupportedOperationException();
  }

  /** The version as written. */
  @Override
  public String toString() {
    return text;
  }
}
