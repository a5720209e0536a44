package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Removing from a folder what processes that are no more have staged there.
 *
 * @param folder which may be missing
 */
record StagingSweep(Path folder) {
  /** Where nothing tells whether a file's owner lives, no file takes longer to be written. */
  private static final Duration OLD = Duration.ofDays(2);

  /** After this time it is likelier that nobody wants a download than that it is resumed. */
  private static final Duration UNWANTED = Duration.ofDays(7);

  /**
   * Does what can be done, and never fails: tidying up must not stop the work that is asked for.
   */
  void run() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Map<String, List<Path>> owned = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        look(file, owned);
      }
      for (Map.Entry<String, List<Path>> owner : owned.entrySet()) {
        removeIfDead(owner.getKey(), owner.getValue());
      }
    } catch (KobakoException | IOException | UncheckedIOException | DirectoryIteratorException _) {
      // The folder may be somebody else's.
    }
  }

  private static void look(Path file, Map<String, List<Path>> owned) throws IOException {
    String name = file.getFileName().toString();
    Optional<String> owner = StagedFile.ownerOf(name);
    Optional<String> locked = StagingLock.ownerOf(name);
    if (owner.isPresent() && StagingLock.isUnlocked(owner.get())) {
      if (isOlder(file, OLD)) {
        Files.deleteIfExists(file);
      }
    } else if (owner.isPresent()) {
      owned.computeIfAbsent(owner.get(), _ -> new ArrayList<>()).add(file);
    } else if (locked.isPresent()) {
      owned.computeIfAbsent(locked.get(), _ -> new ArrayList<>());
    } else if (name.startsWith(PartialDownload.PREFIX)) {
      sweepPartial(file);
    }
  }

  private void removeIfDead(String owner, List<Path> files) throws IOException {
    try (FolderLock lock = StagingLock.ofDead(folder, owner).orElse(null)) {
      if (lock != null) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Taking a lock and giving it back removes its file. Who is killed after the last byte leaves one
   * alone, and nobody comes to resume that download.
   */
  private static void sweepPartial(Path file) throws IOException {
    Optional<PartialDownload> download = PartialDownload.of(file);
    if (download.isEmpty()) {
      return;
    }
    Path bytes = download.get().path();
    if (!Files.exists(bytes) || isOlder(file, UNWANTED)) {
      try (FolderLock lock = download.get().tryLock().orElse(null)) {
        if (lock != null && Files.exists(bytes) && isOlder(bytes, UNWANTED)) {
          Files.deleteIfExists(bytes);
        }
      }
    }
  }

  private static boolean isOlder(Path file, Duration age) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(age));
  }
}
