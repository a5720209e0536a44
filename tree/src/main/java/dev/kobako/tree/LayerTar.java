package dev.kobako.tree;

import dev.kobako.image.Content;

/**
 * A layer as it is applied.
 *
 * @param tar uncompressed, for random access; the tree's contents are slices of it, so it must stay
 *     as long as the tree is used
 * @param name what messages call it
 * @param instruction what made it, as the image's history has it; may be empty
 */
public record LayerTar(Content tar, String name, String instruction) {}
