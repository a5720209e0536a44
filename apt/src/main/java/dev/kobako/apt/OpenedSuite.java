package dev.kobako.apt;

/**
 * A suite of an archive that was opened.
 *
 * @param archive URL of the archive's root, without a user's name or password
 * @param suite folder under {@code dists}
 */
public record OpenedSuite(String archive, String suite, Release release) {}
