package dev.kobako.debian;

/**
 * Where an available package is offered.
 *
 * @param archive URL of the archive's root, without a user's name or password, without a slash at
 *     its end: {@code http://deb.debian.org/debian}
 * @param suite folder under {@code dists}: {@code bookworm-security}
 * @param component {@code main}
 */
public record PackageSource(String archive, String suite, String component) {
  /** Whether the suite brings security fixes. */
  public boolean isSecurity() {
    return suite.endsWith("-security") || suite.endsWith("/updates");
  }
}
