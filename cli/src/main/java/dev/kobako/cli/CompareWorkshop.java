package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildCacheUpkeep;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import dev.kobako.sandbox.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cache of builds of its own, in which one cell at a time is built: what others have built there
 * must not make it quicker. Layers of bases and cache mounts stay from cell to cell.
 */
record CompareWorkshop(FolderLock lock, BuildCache cache) implements AutoCloseable {
  /** Copies of contexts. */
  static final String CHANGED = "changed";

  /** Layers that are made later than the image. */
  static final String MADE = "made";

  private static final int MOST = 100;
  private static final BuildCacheUpkeep.Limits KEPT =
      new BuildCacheUpkeep.Limits(Duration.ofDays(7), 8L << 30);

  /** The first one that nobody is in. */
  static CompareWorkshop open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
    for (int i = 0; i < MOST; i++) {
      Path place = folder.resolve("work-" + i);
      Optional<FolderLock> lock = FolderLock.tryOn(folder.resolve("work-" + i + ".lock"));
      if (lock.isPresent()) {
        Containers.removeAll(List.of(place.resolve(CHANGED), place.resolve(MADE)));
        return new CompareWorkshop(lock.get(), BuildCache.in(place));
      }
    }
    throw KobakoException.outside(
        Diagnostic.of(
            folder.toString(),
            MOST + " comparisons are going on",
            "wait until one of them has ended"),
        null);
  }

  /** A folder for files of one cell. */
  ScratchFolder scratch(String purpose) throws IOException {
    return ScratchFolder.in(cache.folder().resolve(purpose));
  }

  @Override
  public void close() {
    Path folder = cache.folder();
    cache.close();
    new BuildCacheUpkeep(folder, Set.of()).tryKeepWithin(KEPT, Instant.now());
    lock.close();
  }
}
