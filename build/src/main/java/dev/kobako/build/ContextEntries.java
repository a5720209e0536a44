package dev.kobako.build;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.HostStat;
import dev.kobako.tree.ImagePath;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit would have of single files of a folder. It gives all files to root, and by that the
 * kernel takes their capabilities: no extended attribute is left. Safe for use by many threads.
 */
final class ContextEntries {
  private final HostFolder folder;
  private final FileDigests digests;
  private final RefusedContents refused;
  private final @Nullable Instant time;

  /** Numbers of files with several names, by device and inode. */
  private final Map<String, Long> links = new ConcurrentHashMap<>();

  private final AtomicLong lastLink = new AtomicLong();

  /** What the last file had, which those beside it often have too. */
  private volatile Attributes common = Attributes.of(0);

  /**
   * @param refused contents of files that may not be read
   * @param time that everything has; by default what the host says, in whole seconds
   */
  ContextEntries(
      HostFolder folder, FileDigests digests, RefusedContents refused, @Nullable Instant time) {
    this.folder = folder;
    this.digests = digests;
    this.refused = refused;
    this.time = time;
  }

  HostFolder folder() {
    return folder;
  }

  FileDigests digests() {
    return digests;
  }

  RefusedContents refused() {
    return refused;
  }

  /** Of anything but a socket. */
  Entry entry(ImagePath path, HostStat stat) {
    return switch (stat.kind()) {
      case DIRECTORY -> new Entry.Directory(attributes(stat));
      case REGULAR ->
          new Entry.RegularFile(attributes(stat), new ContextFile(this, path, stat), link(stat));
      case SYMLINK -> new Entry.Symlink(attributes(stat), folder.linkTarget(path));
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> stat.special(attributes(stat));
      case SOCKET -> throw new IllegalArgumentException("a socket at " + path);
    };
  }

  private Attributes attributes(HostStat stat) {
    Instant mtime = time == null ? stat.mtimeInSeconds() : time;
    Attributes last = common;
    if (last.mode() == stat.permissions() && last.mtime().equals(mtime)) {
      return last;
    }
    Attributes made = Attributes.of(stat.permissions()).withMtime(mtime);
    common = made;
    return made;
  }

  private long link(HostStat stat) {
    return stat.links() < 2
        ? 0
        : links.computeIfAbsent(
            stat.device() + ":" + stat.inode(), _ -> lastLink.incrementAndGet());
  }
}
