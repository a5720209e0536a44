package dev.kobako.report;

/**
 * A file that holds what looks like a secret; the secret itself is not kept.
 *
 * @param sighting where, and whether it can be seen in the end
 * @param kind what it is good for
 */
public record Secret(Sighting sighting, SecretKind kind) {}
