package dev.kobako.build;

import dev.kobako.image.DiskFailure;
import dev.kobako.image.StoreUse;
import dev.kobako.sandbox.Containers;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cache of builds small. Nothing is removed while somebody builds. A step whose layer is
 * gone stays known, and runs again only where the layer is needed.
 */
public final class BuildCacheUpkeep {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BuildCacheFolders folders;
  private final Set<Path> inUse;

  /**
   * For a cache that need not be there.
   *
   * @param inUse what stays in any case, with all around it: layers of containers that run
   */
  public BuildCacheUpkeep(Path folder, Set<Path> inUse) {
    this.folders = new BuildCacheFolders(folder.toAbsolutePath().normalize());
    this.inUse = Set.copyOf(inUse);
  }

  /**
   * What may stay.
   *
   * @param unused how long ago something may have been used last, to within an hour
   * @param bytes of all together; of more, first those go that can be made of others, then those
   *     that were not used for the longest time
   */
  public record Limits(Duration unused, long bytes) {
    /** Nothing. */
    public static final Limits NOTHING = new Limits(Duration.ZERO, 0);
  }

  /**
   * What went, or would go.
   *
   * @param paths files and folders, in the order in which they go
   * @param bytes of them
   * @param left bytes of what stays
   */
  public record Removal(List<Path> paths, long bytes, long left) {
    public Removal {
      paths = List.copyOf(paths);
    }
  }

  /**
   * A file or folder that goes or stays as a whole.
   *
   * @param derived whether it is made again of others when it is needed
   */
  private record Kept(Path path, long bytes, Instant lastUse, boolean derived) {}

  /** The bytes of all that is kept; of folders as far as they can be read. */
  public long bytes() {
    return total(all());
  }

  /** What {@link #keepWithin} would remove. */
  public Removal beyond(Limits limits, Instant now) {
    List<Kept> all = all();
    long left = total(all);
    List<Path> going = new ArrayList<>();
    for (Kept each : all) {
      boolean isOld = !each.lastUse.plus(limits.unused).isAfter(now);
      if ((isOld || left > limits.bytes) && !isInUse(each.path)) {
        going.add(each.path);
        left -= each.bytes;
      }
    }
    return new Removal(going, total(all) - left, left);
  }

  private boolean isInUse(Path path) {
    return inUse.stream().anyMatch(each -> each.startsWith(path));
  }

  /**
   * Removes what is not within limits, waiting half a minute until nobody builds.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, naming who builds all the time, or where
   *     the disk fails
   */
  public Removal keepWithin(Limits limits, Instant now) {
    if (!Files.isDirectory(folders.root())) {
      return new Removal(List.of(), 0, 0);
    }
    try (StoreUse use = new StoreUse(folders.use(), PATIENCE)) {
      return use.alone(() -> removed(limits, now));
    }
  }

  /** The same after some other work: left for the next time where somebody builds. */
  public Optional<Removal> tryKeepWithin(Limits limits, Instant now) {
    if (beyond(limits, now).paths().isEmpty()) {
      return Optional.empty();
    }
    try (StoreUse use = new StoreUse(folders.use(), PATIENCE)) {
      return use.alone(Duration.ZERO, () -> removed(limits, now));
    }
  }

  /** Layers and mounts have files of users that we aren't, which containers' root removes. */
  private Removal removed(Limits limits, Instant now) {
    List<Path> left = new ArrayList<>();
    for (Path folder : List.of(folders.staging(), folders.locks())) {
      list(folder).forEach(left::add);
    }
    Removal removal = beyond(limits, now);
    left.addAll(removal.paths());
    List<Path> owned = new ArrayList<>();
    for (Path each : left) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException _) {
        owned.add(each);
      }
    }
    if (!owned.isEmpty()) {
      Containers.removeAll(owned);
    }
    return removal;
  }

  /** In the order in which they would go. */
  private List<Kept> all() {
    List<Kept> all = new ArrayList<>();
    for (Path folder :
        List.of(
            folders.layers(),
            folders.tars(),
            folders.packed(),
            folders.sources(),
            folders.digests(),
            folders.inventories())) {
      list(folder).forEach(each -> add(each, true, all));
    }
    for (Path folder :
        List.of(
            folders.blobs(),
            folders.mounts(),
            folders.steps(),
            folders.fingerprints(),
            folders.projects())) {
      list(folder).forEach(each -> add(each, false, all));
    }
    all.sort(
        Comparator.comparing(Kept::derived)
            .reversed()
            .thenComparing(Kept::lastUse)
            .thenComparing(Kept::path));
    return all;
  }

  private static void add(Path path, boolean derived, List<Kept> all) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      long bytes = found.isDirectory() ? bytesBelow(path) : found.size();
      all.add(new Kept(path, bytes, found.lastModifiedTime().toInstant(), derived));
    } catch (NoSuchFileException _) {
      // It goes while we look.
    } catch (IOException e) {
      throw DiskFailure.reading(path, e);
    }
  }

  private static long bytesBelow(Path folder) throws IOException {
    long[] bytes = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // Of somebody else inside; it is told as nothing.
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0];
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      return found.toList();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (IOException e) {
      throw DiskFailure.reading(folder, e);
    }
  }

  private static long total(List<Kept> all) {
    return all.stream().mapToLong(Kept::bytes).sum();
  }
}
