package dev.kobako.tree;

/**
 * Bounds on what a tar may ask for, so that a hostile one costs little.
 *
 * @param entries how many members there may be
 * @param extensionBytes how long an extended header, a long name or a sparse map may be
 * @param pathBytes how long a path or a link target may be
 * @param nameBytes how long each name in a path may be
 */
public record TarLimits(long entries, int extensionBytes, int pathBytes, int nameBytes) {
  /**
   * Ten million members, extensions of 1 MiB as in Go's archive/tar, paths and names as long as
   * Linux has them (PATH_MAX, NAME_MAX).
   */
  public static final TarLimits DEFAULT = new TarLimits(10_000_000, 1 << 20, 4096, 255);

  /** The longest file that ext4 can hold, 16 TiB: what is larger can only be a hostile hole. */
  static final long MAX_FILE_SIZE = 1L << 44;

  public TarLimits {
    if (entries < 1 || extensionBytes < 1 || pathBytes < 1 || nameBytes < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
  }

  /** The same with another number of members. */
  public TarLimits withEntries(long newEntries) {
    return new TarLimits(newEntries, extensionBytes, pathBytes, nameBytes);
  }
}
