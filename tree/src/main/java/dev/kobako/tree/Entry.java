package dev.kobako.tree;

import dev.kobako.image.Content;

/** What is at a path of a tree. A closed set: handle it with an exhaustive switch. */
public sealed interface Entry {
  /** Mode, owner, time and extended attributes. */
  Attributes attributes();

  /** The same entry with other attributes. */
  Entry withAttributes(Attributes newAttributes);

  /** A directory; what is in it is asked of the {@link Tree}. */
  record Directory(Attributes attributes) implements Entry {
    @Override
    public Directory withAttributes(Attributes newAttributes) {
      return new Directory(newAttributes);
    }
  }

  /**
   * A regular file.
   *
   * @param content its bytes
   * @param inode hard-link identity: two files of one tree are links to each other if and only if
   *     their inodes are the same number above 0; 0 stands for a file with a single name
   */
  record RegularFile(Attributes attributes, Content content, long inode) implements Entry {
    public RegularFile {
      if (inode < 0) {
        throw new IllegalArgumentException("inode " + inode);
      }
    }

    @Override
    public RegularFile withAttributes(Attributes newAttributes) {
      return new RegularFile(newAttributes, content, inode);
    }
  }

  /**
   * A symbolic link.
   *
   * @param target as written, relative or absolute, possibly leading nowhere
   */
  record Symlink(Attributes attributes, String target) implements Entry {
    @Override
    public Symlink withAttributes(Attributes newAttributes) {
      return new Symlink(newAttributes, target);
    }
  }

  /**
   * A character or block device.
   *
   * @param block whether it is a block device
   * @param major number of the driver, 0 to 2^32-1
   * @param minor number of the device, 0 to 2^32-1
   */
  record Device(Attributes attributes, boolean block, long major, long minor) implements Entry {
    public Device {
      if (major >>> 32 != 0 || minor >>> 32 != 0) {
        throw new IllegalArgumentException("device number " + major + ":" + minor);
      }
    }

    @Override
    public Device withAttributes(Attributes newAttributes) {
      return new Device(newAttributes, block, major, minor);
    }
  }

  /** A named pipe. */
  record Fifo(Attributes attributes) implements Entry {
    @Override
    public Fifo withAttributes(Attributes newAttributes) {
      return new Fifo(newAttributes);
    }
  }
}
