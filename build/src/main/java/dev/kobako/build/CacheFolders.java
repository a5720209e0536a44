package dev.kobako.build;

import dev.kobako.dockerfile.RunMount;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import dev.kobako.image.LastUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folders of one step's cache mounts, as their sharing allows: one for all, one for a step at a
 * time, or one for each step that runs at the same time. A cache is known by its id, its owner and
 * mode, and what it starts with, as in BuildKit.
 */
final class CacheFolders {
  /** More builds at once of the same private cache are hardly meant. */
  private static final int MAX_PRIVATE = 1000;

  private final Map<String, Path> byKey;

  private CacheFolders(Map<String, Path> byKey) {
    this.byKey = byKey;
  }

  /**
   * Finds them; waits for others where that is asked for.
   *
   * @param locks get those that are to be given back after the step
   */
  static CacheFolders of(BuildCache cache, List<PreparedMount> mounts, List<FolderLock> locks) {
    // in one order, so that no two steps wait for each other
    SortedMap<String, RunMount.Sharing> wanted = new TreeMap<>();
    for (PreparedMount each : mounts) {
      if (each.mount() instanceof RunMount.Cache found) {
        wanted.merge(
            key(each, found).hex(),
            found.sharing(),
            (one, other) -> one.compareTo(other) > 0 ? one : other);
      }
    }
    Map<String, Path> folders = new TreeMap<>();
    wanted.forEach((key, sharing) -> folders.put(key, folder(cache, key, sharing, locks)));
    return new CacheFolders(folders);
  }

  private static Path folder(
      BuildCache cache, String key, RunMount.Sharing sharing, List<FolderLock> locks) {
    Path group = cache.folders().mounts().resolve(key);
    try {
      Files.createDirectories(group);
      LastUse.note(group);
    } catch (IOException e) {
      throw DiskFailure.writing(group, e);
    }
    return switch (sharing) {
      case SHARED -> group.resolve("0");
      case LOCKED -> {
        locks.add(FolderLock.on(group.resolve("0.lock"), BuildCache.AS_LONG_AS_IT_TAKES));
        yield group.resolve("0");
      }
      case PRIVATE -> unused(group, locks);
    };
  }

  private static Path unused(Path group, List<FolderLock> locks) {
    for (int i = 0; i < MAX_PRIVATE; i++) {
      var lock = FolderLock.tryOn(group.resolve(i + ".lock"));
      if (lock.isPresent()) {
        locks.add(lock.get());
        return group.resolve(Integer.toString(i));
      }
    }
    throw DiskFailure.writing(group, new IOException("more than " + MAX_PRIVATE + " in use"));
  }

  /** Where a cache mount's files are. */
  Path folder(PreparedMount mount) {
    if (!(mount.mount() instanceof RunMount.Cache cache)) {
      throw new IllegalArgumentException("no cache: " + mount);
    }
    return java.util.Objects.requireNonNull(byKey.get(key(mount, cache).hex()));
  }

  private static Digest key(PreparedMount mount, RunMount.Cache cache) {
    return new KeyWriter("cache mount")
        .text(cache.id())
        .number(cache.mode())
        .number(cache.uid())
        .number(cache.gid())
        .optional(mount.files().map(MountedFiles::fingerprint).map(Digest::toString))
        .key();
  }
}
