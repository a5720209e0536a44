package dev.kobako.tree;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder of the host as a tree. Nothing is listed or looked at before it is asked for, so that
 * {@code /} of a whole machine can be used; what was looked at once stays as it was seen. Safe for
 * use by many threads.
 *
 * <p>A place below a link has no entry, so no path leads out of the folder. Sockets have no entry
 * either: they live with their process, and no tar has them. Attributes are all extended ones that
 * the process may see, not only {@code user.}.
 */
public final class HostTree implements Tree {
  private final HostFolder folder;
  private final Map<ImagePath, Optional<Entry>> entries = new ConcurrentHashMap<>();
  private final Map<ImagePath, List<String>> listings = new ConcurrentHashMap<>();
  private final Map<FileIdentity, Long> inodes = new ConcurrentHashMap<>();
  private final AtomicLong lastInode = new AtomicLong();

  /** Inode numbers repeat from one file system to the next. */
  private record FileIdentity(long device, long inode) {
    // A record's own hashCode and equals are linked when they are first called, which takes 10 ms.
    @Override
    public int hashCode() {
      return Long.hashCode(device * 31 + inode);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FileIdentity that && device == that.device && inode == that.inode;
    }
  }

  private HostTree(HostFolder folder) {
    this.folder = folder;
  }

  /**
   * The tree below a folder; the folder itself may be a link.
   *
   * @throws KobakoException if there is no folder
   */
  public static HostTree of(Path root) {
    return new HostTree(HostFolder.of(root));
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException if the host refuses to say
   */
  @Override
  public Optional<Entry> entry(ImagePath path) {
    Optional<Entry> known = entries.get(path);
    if (known != null) {
      return known;
    }
    Optional<Entry> found = isInDirectory(path) ? look(path) : Optional.empty();
    // The first look counts, so that all threads see the same.
    Optional<Entry> earlier = entries.putIfAbsent(path, found);
    return earlier == null ? found : earlier;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException if the directory can't be read
   */
  @Override
  public List<String> names(ImagePath directory) {
    List<String> known = listings.get(directory);
    if (known != null) {
      return known;
    }
    if (!(entry(directory).orElse(null) instanceof Entry.Directory)) {
      return List.of();
    }
    List<String> listed = folder.names(directory);
    List<String> earlier = listings.putIfAbsent(directory, listed);
    return earlier == null ? listed : earlier;
  }

  private boolean isInDirectory(ImagePath path) {
    Optional<ImagePath> parent = path.parent();
    return parent.isEmpty() || entry(parent.get()).orElse(null) instanceof Entry.Directory;
  }

  private Optional<Entry> look(ImagePath path) {
    HostStat stat = folder.look(path).orElse(null);
    if (stat == null || stat.kind() == HostStat.Kind.SOCKET) {
      return Optional.empty();
    }
    Attributes attributes =
        new Attributes(
            stat.permissions(), stat.uid(), stat.gid(), stat.mtime(), folder.xattrs(path));
    return Optional.of(
        switch (stat.kind()) {
          case DIRECTORY -> new Entry.Directory(attributes);
          case REGULAR -> file(path, attributes, stat);
          case SYMLINK -> new Entry.Symlink(attributes, folder.linkTarget(path));
          case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET -> stat.special(attributes);
        });
  }

  private Entry file(ImagePath path, Attributes attributes, HostStat stat) {
    long inode = 0;
    if (stat.links() > 1) {
      FileIdentity identity = new FileIdentity(stat.device(), stat.inode());
      inode = inodes.computeIfAbsent(identity, _ -> lastInode.incrementAndGet());
    }
    return new Entry.RegularFile(attributes, Content.of(folder.path(path), stat.size()), inode);
  }
}
