package dev.kobako.report;

import dev.kobako.tree.ImagePath;

/**
 * Bytes that a layer ships and that nobody can see.
 *
 * @param path the last name that the file had
 * @param bytes of the file
 * @param shippedBy the layer that has the bytes, 0 for the lowest
 * @param hiddenBy the layer that took the last name away; that of {@code shippedBy} itself where a
 *     layer has a name twice
 * @param fate what became of it
 */
public record Waste(ImagePath path, long bytes, int shippedBy, int hiddenBy, Fate fate) {
  /** How bytes come to be hidden. */
  public enum Fate {
    /** Deleted by a layer above, alone or with a directory. */
    DELETED,
    /** Replaced by something else. */
    REPLACED,
    /** Replaced by the same bytes with another mode, owner or other attributes. */
    ATTRIBUTES_CHANGED,
    /** Replaced by the same bytes with the same attributes, the time aside. */
    REPEATED
  }
}
