package dev.kobako.build;

import dev.kobako.image.Image;

/**
 * What a build came to.
 *
 * @param image the target's
 * @param export what other machines can be told of the build
 */
public record Built(Image image, CacheExport export) {}
