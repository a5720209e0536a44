package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.HostStat;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit would be sent of a folder. Directories are listed when they are asked for, and what
 * was looked at once stays as it was seen. Safe for use by many threads.
 *
 * <p>A directory that is ignored is there if anything below it is not, since that has to be
 * somewhere.
 */
final class ContextTree implements Tree {
  /** The only extended attribute that BuildKit brings into layers. */
  private static final String CAPABILITY = "security.capability";

  private final HostFolder folder;
  private final IgnorePatterns ignored;
  private final @Nullable Instant time;
  private final Map<ImagePath, Optional<Entry>> single = new ConcurrentHashMap<>();
  private final Map<ImagePath, Listing> listings = new ConcurrentHashMap<>();
  private final Map<ImagePath, IgnorePatterns.Standing> standings = new ConcurrentHashMap<>();
  private final Map<String, Long> inodes = new ConcurrentHashMap<>();
  private final AtomicLong lastInode = new AtomicLong();

  /** What is visible in a directory, sorted by name. */
  private record Listing(List<String> names, List<Entry> entries) {
    Optional<Entry> entry(String name) {
      int at = Collections.binarySearch(names, name);
      return at < 0 ? Optional.empty() : Optional.of(entries.get(at));
    }
  }

  /**
   * @param time that everything has; by default what the host says
   */
  ContextTree(HostFolder folder, IgnorePatterns ignored, @Nullable Instant time) {
    this.folder = folder;
    this.ignored = ignored;
    this.time = time;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException outside, if the host refuses to say
   */
  @Override
  public Optional<Entry> entry(ImagePath path) {
    ImagePath parent = path.parent().orElse(null);
    Listing listing = parent == null ? null : listings.get(parent);
    if (listing != null) {
      return listing.entry(path.name());
    }
    Optional<Entry> known = single.get(path);
    if (known != null) {
      return known;
    }
    Optional<Entry> found =
        parent == null || isDirectory(parent)
            ? folder.look(path).flatMap(stat -> entry(path, stat))
            : Optional.empty();
    // The first look counts, so that all threads see the same.
    Optional<Entry> earlier = single.putIfAbsent(path, found);
    return earlier == null ? found : earlier;
  }

  /** Whether the host has a directory there, ignored or not, and no link on the way. */
  private boolean isDirectory(ImagePath path) {
    return listings.containsKey(path)
        || entry(path).orElse(null) instanceof Entry.Directory
        || (path.parent().map(this::isDirectory).orElse(true)
            && folder.look(path).filter(s -> s.kind() == HostStat.Kind.DIRECTORY).isPresent());
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException outside, if the directory can't be read
   */
  @Override
  public List<String> names(ImagePath directory) {
    Listing known = listings.get(directory);
    if (known != null) {
      return known.names;
    }
    return entry(directory).orElse(null) instanceof Entry.Directory
        ? listing(directory).names
        : List.of();
  }

  private Listing listing(ImagePath directory) {
    Listing known = listings.get(directory);
    if (known != null) {
      return known;
    }
    List<String> names = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (String name : folder.names(directory)) {
      ImagePath path = directory.child(name);
      Optional<Entry> seen = single.get(path);
      if (seen == null) {
        seen = folder.look(path).flatMap(stat -> entry(path, stat));
      }
      if (seen.isPresent()) {
        names.add(name);
        entries.add(seen.get());
      }
    }
    Listing made = new Listing(List.copyOf(names), List.copyOf(entries));
    Listing earlier = listings.putIfAbsent(directory, made);
    return earlier == null ? made : earlier;
  }

  /** What is visible of a file of the host. */
  private Optional<Entry> entry(ImagePath path, HostStat stat) {
    HostStat.Kind kind = stat.kind();
    if (kind == HostStat.Kind.SOCKET || !isVisible(path, kind)) {
      return Optional.empty();
    }
    Attributes attributes =
        new Attributes(
            stat.permissions(),
            0,
            0,
            time == null ? Instant.ofEpochSecond(stat.mtime().getEpochSecond()) : time,
            kind == HostStat.Kind.REGULAR ? capability(path) : Collections.emptySortedMap());
    return Optional.of(
        switch (kind) {
          case DIRECTORY -> new Entry.Directory(attributes);
          case REGULAR ->
              new Entry.RegularFile(
                  attributes, new ContextFile(folder, path, stat), identity(stat));
          case SYMLINK -> new Entry.Symlink(attributes, folder.linkTarget(path));
          case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET -> stat.special(attributes);
        });
  }

  private boolean isVisible(ImagePath path, HostStat.Kind kind) {
    if (path.isRoot()) {
      return true;
    }
    String relative = path.toString().substring(1);
    if (kind != HostStat.Kind.DIRECTORY) {
      return !ignored.ignores(standing(path.parent().orElseThrow()), relative);
    }
    return !standing(path).ignored() || (!ignored.ignoresAllBelow(relative) && holdsAnything(path));
  }

  /** Whether anything in an ignored directory is taken back; what can't be read is not. */
  private boolean holdsAnything(ImagePath directory) {
    try {
      return !listing(directory).names.isEmpty();
    } catch (KobakoException _) {
      return false;
    }
  }

  private IgnorePatterns.Standing standing(ImagePath directory) {
    IgnorePatterns.Standing known = standings.get(directory);
    if (known != null) {
      return known;
    }
    IgnorePatterns.Standing found =
        directory
            .parent()
            .map(parent -> ignored.standing(standing(parent), directory.toString().substring(1)))
            .orElse(ignored.top());
    standings.put(directory, found);
    return found;
  }

  private SortedMap<String, String> capability(ImagePath path) {
    String value = folder.xattrs(path).get(CAPABILITY);
    return value == null ? Collections.emptySortedMap() : new TreeMap<>(Map.of(CAPABILITY, value));
  }

  private long identity(HostStat stat) {
    return stat.links() < 2
        ? 0
        : inodes.computeIfAbsent(
            stat.device() + ":" + stat.inode(), _ -> lastInode.incrementAndGet());
  }
}
