package dev.kobako.tree;

/**
 * What one header of a tar stands for, with all its extensions applied.
 *
 * @param name as written: relative or absolute, not yet folded
 * @param item what is there
 * @param offset of the member's first header in the tar, for messages
 */
public record TarMember(String name, Item item, long offset) {
  /** What a member can be. */
  public sealed interface Item {
    /** An entry of its own; a regular file has no hard-link identity yet, its inode is 0. */
    record Placed(Entry entry) implements Item {}

    /**
     * A further name of an earlier member.
     *
     * @param target as written, from the root of the tar
     * @param attributes of its header, which are not those of the file in layers and packages, and
     *     replace them where Docker unpacks an archive
     */
    record HardLink(String target, Attributes attributes) implements Item {}
  }
}
