package dev.kobako.report;

import dev.kobako.tree.ImagePath;

/**
 * A file that people should know of, in whatever layer it is.
 *
 * @param path where it was put
 * @param layer that ships it, 0 for the lowest
 * @param visible whether it is there in the end; else it was deleted or replaced, and anybody can
 *     still take it out of the layer
 */
public record Sighting(ImagePath path, int layer, boolean visible) {}
