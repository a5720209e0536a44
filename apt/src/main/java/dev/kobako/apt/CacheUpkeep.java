package dev.kobako.apt;

import dev.kobako.image.DiskFailure;
import dev.kobako.image.StoreUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the cache of {@link Repositories} small. Nothing is removed while repositories are open,
 * whichever process has opened them; all that is removed can be fetched again.
 */
public final class CacheUpkeep {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AptCache cache;
  private final List<Path> derived;
  private final Duration patience;

  /**
   * For a cache that need not be there.
   *
   * @param folder as in {@link Repositories.Settings}
   * @param derived folders with files that were made of packages, and are used only while
   *     repositories are open; they need not be there either
   */
  public CacheUpkeep(Path folder, List<Path> derived) {
    this(folder, derived, PATIENCE);
  }

  /** With another patience for those who have repositories open. */
  CacheUpkeep(Path folder, List<Path> derived, Duration patience) {
    this.cache = new AptCache(folder);
    this.derived = List.copyOf(derived);
    this.patience = patience;
  }

  /**
   * What may stay.
   *
   * @param unused how long ago a file may have been used last, to within an hour
   * @param bytes of all files together; of more, those go that were not used for the longest time
   */
  public record Limits(Duration unused, long bytes) {
    /** Nothing. */
    public static final Limits NOTHING = new Limits(Duration.ZERO, 0);
  }

  /**
   * What went, or would go.
   *
   * @param files in the order of their last use
   * @param bytes of them
   * @param left bytes of the files that stay
   */
  public record Removal(List<Path> files, long bytes, long left) {
    public Removal {
      files = List.copyOf(files);
    }
  }

  /** A file of the cache. */
  private record Kept(Path path, long bytes, Instant lastUse) {}

  /** The bytes of all files. */
  public long bytes() {
    return total(files());
  }

  /** What {@link #keepWithin} would remove. */
  public Removal beyond(Limits limits, Instant now) {
    List<Kept> files = files();
    long left = total(files);
    List<Path> going = new ArrayList<>();
    for (Kept each : files) {
      boolean isOld = !each.lastUse.plus(limits.unused).isAfter(now);
      if (isOld || left > limits.bytes) {
        going.add(each.path);
        left -= each.bytes;
      }
    }
    return new Removal(going, total(files) - left, left);
  }

  /**
   * Removes what is not within limits, waiting half a minute until no repositories are open.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where somebody has them open all the
   *     time, or the disk fails
   */
  public Removal keepWithin(Limits limits, Instant now) {
    if (!Files.isDirectory(cache.folder())) {
      return new Removal(List.of(), 0, 0);
    }
    try (StoreUse use = new StoreUse(cache.lock(), patience)) {
      return use.alone(() -> removed(limits, now));
    }
  }

  private Removal removed(Limits limits, Instant now) {
    Removal removal = beyond(limits, now);
    for (Path each : removal.files()) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException e) {
        throw DiskFailure.writing(each, e);
      }
    }
    removeEmptyFolders();
    return removal;
  }

  /** Folders of releases that have gone. */
  private void removeEmptyFolders() {
    try (Stream<Path> folders = Files.list(cache.releases())) {
      for (Path each : folders.toList()) {
        removeIfEmpty(each);
      }
    } catch (IOException _) {
      // Nothing has ever been there.
    }
  }

  private static void removeIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // There is still something in it.
    }
  }

  /** All files of ours, those first that were not used for the longest time. */
  private List<Kept> files() {
    List<Kept> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>(derived);
    folders.add(cache.packages().blobs());
    folders.add(cache.packages().staging());
    folders.add(cache.indexes());
    folders.add(cache.releases());
    for (Path folder : folders) {
      try (Stream<Path> found = Files.find(folder, 3, (_, file) -> file.isRegularFile())) {
        for (Path each : found.toList()) {
          BasicFileAttributes file = Files.readAttributes(each, BasicFileAttributes.class);
          files.add(new Kept(each, file.size(), file.lastModifiedTime().toInstant()));
        }
      } catch (NoSuchFileException | UncheckedIOException _) {
        // There is no such folder yet, or something goes while we look.
      } catch (IOException e) {
        throw DiskFailure.reading(folder, e);
      }
    }
    files.sort(Comparator.comparing(Kept::lastUse).thenComparing(Kept::path));
    return files;
  }

  private static long total(List<Kept> files) {
    return files.stream().mapToLong(Kept::bytes).sum();
  }
}
