package dev.kobako.sandbox;

import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What tells that the folder of a layer is whole. Files appear in it by renaming, so a killed
 * process leaves none that is half; but where the power fails, a file system can keep the name and
 * lose what was in it. Syncing each layer would cost as much as unpacking it.
 *
 * <p>So a folder says in which start of the system it was made, and counts until the system is
 * started again. One that is used again after a while, when the kernel has written most of it
 * anyway, is synced in the background and marked as {@code synced}: it counts for ever.
 */
final class LayerMark {
  private static final String MADE = "made";
  private static final String SYNCED = "synced";
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final Path folder;
  private final AtomicBoolean syncing = new AtomicBoolean();

  /** For the layers in a folder. */
  LayerMark(Path folder) {
    this.folder = folder;
  }

  /** Marks a layer's folder that is to appear. */
  static void put(Path made) {
    try {
      Files.writeString(made.resolve(MADE), ProcessMark.currentBoot());
    } catch (IOException e) {
      throw DiskFailure.writing(made, e);
    }
  }

  /** Whether what a layer's folder holds can be believed. */
  boolean isWhole(Path place) {
    if (Files.exists(place.resolve(SYNCED))) {
      return true;
    }
    try {
      if (!Files.readString(place.resolve(MADE)).equals(ProcessMark.currentBoot())) {
        return false;
      }
      if (isSettled(place) && syncing.compareAndSet(false, true)) {
        Thread.ofPlatform().daemon().name("layer-sync").start(this::sync);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isSettled(Path place) {
    try {
      Instant made = Files.getLastModifiedTime(place.resolve(MADE)).toInstant();
      return made.plus(SETTLED).isBefore(Instant.now());
    } catch (IOException _) {
      return false;
    }
  }

  /** One call syncs them all; where kobako ends before it does, the next one tries again. */
  private void sync() {
    Optional<String> program = HostTools.where("sync");
    if (program.isEmpty()) {
      return;
    }
    try {
      List<Path> places = unsynced();
      Process sync = new ProcessBuilder(program.get(), "-f", folder.toString()).start();
      if (sync.waitFor() == 0) {
        for (Path each : places) {
          Files.createFile(each.resolve(SYNCED));
        }
      }
    } catch (IOException _) {
      // They stay unmarked.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Path> unsynced() throws IOException {
    List<Path> places = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        if (isSettled(each)
            && !Files.exists(each.resolve(SYNCED))
            && Files.readString(each.resolve(MADE)).equals(ProcessMark.currentBoot())) {
          places.add(each);
        }
      }
      return places;
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      throw new IOException(e);
    }
  }
}
