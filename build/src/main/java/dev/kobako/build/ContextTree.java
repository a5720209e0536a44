package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.dockerfile.IgnorePatterns.Standing;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.HostStat;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit would be sent of a folder. Directories are listed when they are asked for, and what
 * was looked at once stays as it was seen. Safe for use by many threads.
 *
 * <p>A directory that is ignored is there if anything below it is not, since that has to be
 * somewhere.
 */
final class ContextTree implements Tree {
  private final HostFolder folder;
  private final IgnorePatterns ignored;
  private final ContextEntries made;

  /** What was asked for by name, in directories that were not listed before. */
  private final Map<ImagePath, Optional<Entry>> single = new ConcurrentHashMap<>();

  private final Map<ImagePath, Listing> listings = new ConcurrentHashMap<>();
  private final Map<ImagePath, Standing> standings = new ConcurrentHashMap<>();

  /** What is visible in a directory. Filled by the first thread that wants it; others wait. */
  private final class Listing {
    private final ImagePath directory;
    private boolean filled;
    private List<ImagePath> paths = List.of();
    private List<Entry> entries = List.of();

    Listing(ImagePath directory) {
      this.directory = directory;
    }

    private synchronized Listing fill() {
      if (!filled) {
        List<HostFolder.Seen> all = folder.list(directory);
        paths = new ArrayList<>(all.size());
        entries = new ArrayList<>(all.size());
        for (HostFolder.Seen seen : all) {
          ImagePath path = directory.child(seen.name());
          Optional<Entry> earlier = single.get(path);
          Entry entry = earlier == null ? visible(path, seen.stat()) : earlier.orElse(null);
          if (entry != null) {
            paths.add(path);
            entries.add(entry);
          }
        }
        filled = true;
      }
      return this;
    }

    private Optional<Entry> entry(ImagePath path) {
      int at = Collections.binarySearch(paths, path);
      return at < 0 ? Optional.empty() : Optional.of(entries.get(at));
    }
  }

  ContextTree(HostFolder folder, IgnorePatterns ignored, ContextEntries made) {
    this.folder = folder;
    this.ignored = ignored;
    this.made = made;
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
      return listing.fill().entry(path);
    }
    Optional<Entry> known = single.get(path);
    if (known != null) {
      return known;
    }
    Optional<Entry> found =
        parent == null || isDirectory(parent)
            ? folder.look(path).map(stat -> visible(path, stat))
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
    return entry(directory).orElse(null) instanceof Entry.Directory
        ? listing(directory).paths.stream().map(ImagePath::name).toList()
        : List.of();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Another thread lists directories ahead, which is what takes the time.
   *
   * @throws KobakoException outside, if a directory can't be read
   */
  @Override
  public void walk(ImagePath start, BiConsumer<ImagePath, Entry> visitor) {
    Entry entry = entry(start).orElse(null);
    if (entry instanceof Entry.Directory) {
      visitor.accept(start, entry);
      try (ContextAhead _ = ContextAhead.below(start, this::directories)) {
        below(start, visitor);
      }
    } else if (entry != null) {
      visitor.accept(start, entry);
    }
  }

  private void below(ImagePath directory, BiConsumer<ImagePath, Entry> visitor) {
    Listing listing = listing(directory);
    for (int i = 0; i < listing.entries.size(); i++) {
      ImagePath path = listing.paths.get(i);
      Entry entry = listing.entries.get(i);
      visitor.accept(path, entry);
      if (entry instanceof Entry.Directory) {
        below(path, visitor);
      }
    }
  }

  /** The directories in a directory. */
  private List<ImagePath> directories(ImagePath directory) {
    Listing listing = listing(directory);
    List<ImagePath> found = new ArrayList<>();
    for (int i = 0; i < listing.entries.size(); i++) {
      if (listing.entries.get(i) instanceof Entry.Directory) {
        found.add(listing.paths.get(i));
      }
    }
    return found;
  }

  private Listing listing(ImagePath directory) {
    return listings.computeIfAbsent(directory, Listing::new).fill();
  }

  /** What is visible of a file of the host. */
  private @Nullable Entry visible(ImagePath path, HostStat stat) {
    HostStat.Kind kind = stat.kind();
    return kind == HostStat.Kind.SOCKET || !isVisible(path, kind) ? null : made.entry(path, stat);
  }

  private boolean isVisible(ImagePath path, HostStat.Kind kind) {
    if (path.isRoot() || ignored.isEmpty()) {
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
      return !listing(directory).paths.isEmpty();
    } catch (KobakoException _) {
      return false;
    }
  }

  private Standing standing(ImagePath directory) {
    Standing known = standings.get(directory);
    if (known != null) {
      return known;
    }
    Standing found =
        directory
            .parent()
            .map(parent -> ignored.standing(standing(parent), directory.toString().substring(1)))
            .orElse(ignored.top());
    standings.put(directory, found);
    return found;
  }
}
