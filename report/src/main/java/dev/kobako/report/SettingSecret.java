package dev.kobako.report;

/**
 * What looks like a secret in the configuration of an image, which who has the image can read; the
 * secret itself is not kept.
 *
 * @param place in the configuration, as {@code config: ENV NAME}, or in its history, whose lines
 *     are numbered from 0 for the oldest, as {@code history 3: ARG NAME}; names in it are as they
 *     were, but for secrets in them
 * @param kind what it is good for
 */
public record SettingSecret(String place, SecretKind kind) {}
