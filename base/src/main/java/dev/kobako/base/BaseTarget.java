package dev.kobako.base;

import dev.kobako.image.Compression;
import dev.kobako.image.Platform;
import java.time.Instant;

/**
 * What a base is made for.
 *
 * @param time the image's, and the latest that an entry may have
 */
public record BaseTarget(Platform platform, Compression compression, Instant time) {}
