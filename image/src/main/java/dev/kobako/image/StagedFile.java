package dev.kobako.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is being written under a name of its own, to be moved to where it belongs in one
 * step. Its name tells whose it is, and a {@link StagingLock} whether that process lives: what
 * killed ones left is {@linkplain #sweep swept} by the next that comes.
 *
 * @param path in the folder of staged files
 */
public record StagedFile(Path path) {
  private static final String PREFIX = "staged-";
  private static final Pattern NAME =
      Pattern.compile(PREFIX + "(" + StagingLock.OWNER + ")-[0-9a-f]{1,16}");

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
    Path path = folder.resolve(PREFIX + ProcessHandle.current().pid());
    try {
      Files.createDirectories(folder);
      path = StagingLock.claim(folder, PREFIX);
      Files.createFile(path, attributes);
    } catch (IOException e) {
      StagingLock.release(path);
      throw DiskFailure.writing(path, e);
    }
    path.toFile().deleteOnExit();
    return new StagedFile(path);
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
    StagingLock.release(path);
  }

  /**
   * Gives the file, which stays where it is too, its final name, replacing what had that name.
   *
   * @param folder of staged files, on the disk of the target: no link is made over a file, but one
   *     can be moved there
   */
  public void linkTo(Path target, Path folder) throws IOException {
    sync();
    try {
      Files.createLink(target, path);
    } catch (FileAlreadyExistsException _) {
      Files.createDirectories(folder);
      StagedFile link = new StagedFile(StagingLock.claim(folder, PREFIX));
      try {
        Files.createLink(link.path, path);
        link.renameTo(target);
      } finally {
        link.delete();
      }
    }
    syncFolder(folderOf(target));
  }

  /** Makes the file's bytes safe; who moves or links it later need not wait for that. */
  public void sync() throws IOException {
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
    StagingLock.release(path);
  }

  /** Removes what processes that are no more have left in a folder. */
  public static void sweep(Path folder) {
    new StagingSweep(folder).run();
  }

  /** The name of the process that has staged a file of this name, if one has. */
  static Optional<String> ownerOf(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether a file of this name is staged, and not by this process. */
  static boolean isOfAnotherProcess(String fileName) {
    return ownerOf(fileName).filter(owner -> !StagingLock.isUs(owner)).isPresent();
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
