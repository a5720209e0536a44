package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is being written under a name of its own, to be moved to where it belongs in one
 * step. The name holds the number of the process, so that what a killed process left can be told
 * from what is in use.
 *
 * @param path in the folder of staged files
 */
public record StagedFile(Path path) {
  private static final String PREFIX = "staged-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-[0-9a-f-]{36}");

  /** A process of another container can share the folder, but not our view of process numbers. */
  private static final Duration RECENT = Duration.ofHours(1);

  /** A process number can have been given to another process: then age decides. */
  private static final Duration OLD = Duration.ofDays(2);

  /** After this time it is likelier that nobody wants a download than that it is resumed. */
  private static final Duration UNWANTED = Duration.ofDays(7);

  /** What fills a file. */
  @FunctionalInterface
  public interface Filling {
    /** Writes into the file at that path, which is there and empty. */
    void into(Path file) throws IOException;
  }

  /**
   * Makes a file that appears whole or not at all, in place of what is there. It is left to the
   * system when its bytes reach the disk, see {@link #renameTo}.
   *
   * @param folder of staged files, on the disk of the target
   * @param target whose folder is made
   * @throws KobakoException outside, if the disk fails; and whatever the filling throws
   */
  public static void write(Path folder, Path target, Filling filling) {
    StagedFile staged = create(folder);
    boolean done = false;
    try {
      filling.into(staged.path);
      Files.createDirectories(folderOf(target));
      staged.renameTo(target);
      done = true;
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }

  /** A new, empty file, which is removed when the JVM ends if it has not been moved. */
  public static StagedFile create(Path folder) {
    return create(folder, new FileAttribute<?>[0]);
  }

  /**
   * The same for a secret: from its start on, nobody else can open the file, nor a folder that is
   * made for it.
   */
  public static StagedFile createPrivate(Path folder) {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return create(folder);
    }
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
    return create(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static StagedFile create(Path folder, FileAttribute<?>... attributes) {
    Path path = folder.resolve(PREFIX + ProcessHandle.current().pid() + "-" + name());
    try {
      Files.createDirectories(folder);
      Files.createFile(path, attributes);
    } catch (IOException e) {
      throw DiskFailure.writing(path, e);
    }
    path.toFile().deleteOnExit();
    return new StagedFile(path);
  }

  /**
   * A name that nobody else has: not a secret one, for which {@link UUID#randomUUID} would need a
   * source of randomness that takes long to start.
   */
  private static UUID name() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong());
  }

  /** Makes the file's bytes safe and gives it its final name, replacing what had that name. */
  public void moveTo(Path target) throws IOException {
    sync();
    renameTo(target);
    syncFolder(folderOf(target));
  }

  /**
   * Gives the file its final name and leaves it to the system when its bytes reach the disk: safe
   * when processes are killed, not when the power fails.
   */
  public void renameTo(Path target) throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Gives the file, which stays staged too, its final name, unless there is such a file. */
  public void linkTo(Path target) throws IOException {
    sync();
    Files.createLink(target, path);
    syncFolder(folderOf(target));
  }

  private void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Gives up. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException _) {
      // It is swept away later; what made us give up is what the user must see.
    }
  }

  /** Removes what processes that are no more have left in a folder. */
  public static void sweep(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(PREFIX) && abandoned(file)) {
          Files.deleteIfExists(file);
        } else if (name.startsWith(PartialDownload.PREFIX)) {
          sweepPartial(file);
        }
      }
    } catch (KobakoException
        | IOException
        | UncheckedIOException
        | java.nio.file.DirectoryIteratorException _) {
      // Tidying up must never stop the work that is asked for.
    }
  }

  /** A lock alone may be swept as well: taking and giving it back removes its file. */
  private static void sweepPartial(Path file) throws IOException {
    Optional<PartialDownload> download = PartialDownload.of(file);
    if (download.isPresent() && isOlder(file, UNWANTED)) {
      try (FolderLock lock = download.get().tryLock().orElse(null)) {
        if (lock != null) {
          Files.deleteIfExists(download.get().path());
        }
      }
    }
  }

  private static boolean isOlder(Path file, Duration age) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(age));
  }

  /** Whether a file of this name is staged, and not by this process. */
  static boolean isOfAnotherProcess(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() && Long.parseLong(matcher.group(1)) != ProcessHandle.current().pid();
  }

  private static boolean abandoned(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    boolean alive = ProcessHandle.of(Long.parseLong(name.group(1))).isPresent();
    return isOlder(file, alive ? OLD : RECENT);
  }

  /** The folder that a file is in. */
  public static Path folderOf(Path file) {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Only Unix lets a folder be opened; elsewhere the move is as safe as it gets.
    }
  }
}
