package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;

/**
 * A path of the result.
 *
 * @param path where it is, in the source and in the result
 * @param entry what is there
 * @param reason why
 */
public record Kept(ImagePath path, Entry entry, Reason reason) {}
