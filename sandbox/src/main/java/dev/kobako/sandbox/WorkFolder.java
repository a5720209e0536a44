package dev.kobako.sandbox;

import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder for half-done things of one process, beside those of others. A lock tells that its
 * process lives; what a dead one left is removed by the next that looks.
 *
 * <p>Nobody else on the host can enter the folder around it: what lies there can be setuid and
 * owned by anybody.
 */
final class WorkFolder {
  private static final String PREFIX = "work-";
  private static final String LOCK = ".lock";

  /** For folders that other users must be able to pass when they are inside a container. */
  private static final String OPEN = "rwxr-xr-x";

  private final Path path;

  /** Held as long as the process lives. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final FolderLock lock;

  private final AtomicInteger last = new AtomicInteger();

  private WorkFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A new one in {@code folder}, which is made private where it is missing. */
  static WorkFolder in(Path folder) {
    try {
      privateFolder(folder);
      // of no use to others, and quick to make
      String name = PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong());
      FolderLock lock = FolderLock.on(folder.resolve(name + LOCK)).removedAtExit();
      Path path = Files.createDirectory(folder.resolve(name));
      path.toFile().deleteOnExit();
      return new WorkFolder(path, lock);
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
  }

  /** The same folder, made where it is missing so that nobody else can enter it. */
  static Path privateFolder(Path folder) {
    try {
      return Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
  }

  /** A new folder that others can enter if they can come near it. */
  Path next() {
    return make(path.resolve(Integer.toString(last.incrementAndGet())));
  }

  /** The same, with this in its name. */
  Path next(String purpose) {
    return make(path.resolve(last.incrementAndGet() + "-" + purpose));
  }

  /** A new folder in a folder, with the mode that directories usually have. */
  static Path make(Path folder) {
    try {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OPEN));
      return folder;
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
  }

  /** Removes what dead processes have left in {@code folder}. */
  static void sweep(Path folder, RootShell shell) {
    List<FolderLock> locks = new ArrayList<>();
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path each : all) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          Optional<FolderLock> lock =
              FolderLock.tryOn(each.resolveSibling(each.getFileName() + LOCK));
          lock.ifPresent(locks::add);
          lock.ifPresent(_ -> left.add(each));
        }
      }
      if (!left.isEmpty()) {
        shell.remove(left);
      }
    } catch (IOException | DirectoryIteratorException _) {
      // There is no folder yet, or it is none of ours.
    } finally {
      locks.forEach(FolderLock::close);
    }
  }
}
