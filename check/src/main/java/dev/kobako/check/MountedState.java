package dev.kobako.check;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.FolderDeletion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What lies in the folders of this machine that a scenario's containers may write to, so that every
 * run begins with what the first one found: a check that counts rows would else count those of the
 * run before too. Only what differs is touched. Not for use by several threads.
 */
final class MountedState implements AutoCloseable {
  /** More is no test's fixture; it stays as the runs leave it. */
  static final long MOST_BYTES = 1L << 30;

  /** As for the bytes. */
  static final int MOST_ENTRIES = 100_000;

  private final Path copies;
  private final List<Folder> folders = new ArrayList<>();

  private MountedState(Path copies) {
    this.copies = copies;
  }

  /** A folder as it was found; {@code before} has an entry for each path below it. */
  private record Folder(Path root, SortedMap<Path, Before> before) {}

  /** An entry as it was found. */
  private record Before(BasicFileAttributes attributes, Path copy) {
    boolean isSame(BasicFileAttributes now) {
      return attributes.isDirectory() == now.isDirectory()
          && attributes.isSymbolicLink() == now.isSymbolicLink()
          && (attributes.isDirectory()
              || (attributes.size() == now.size()
                  && attributes.lastModifiedTime().equals(now.lastModifiedTime())));
    }
  }

  /** Whether containers with these mounts can change something of this machine. */
  static boolean isNeededFor(List<ContainerMount> mounts) {
    return !writable(mounts).isEmpty();
  }

  private static SortedSet<Path> writable(List<ContainerMount> mounts) {
    SortedSet<Path> sources = new TreeSet<>();
    for (ContainerMount mount : mounts) {
      if (mount instanceof ContainerMount.Host(Path source, _, boolean readOnly) && !readOnly) {
        sources.add(source.toAbsolutePath().normalize());
      }
    }
    return sources;
  }

  /**
   * Copies what the writable folders of these mounts hold. A folder with too much in it, or that
   * can't be read, is left as it is by {@link #restore} too.
   *
   * @param copies an empty folder for them; gone when this is closed
   */
  static MountedState of(List<ContainerMount> mounts, Path copies) {
    try {
      MountedState state = new MountedState(copies);
      boolean done = false;
      try {
        for (Path source : writable(mounts)) {
          state.take(source);
        }
        done = true;
      } finally {
        if (!done) {
          state.close();
        }
      }
      return state;
    } catch (IOException e) {
      throw failure("mounted folders", "can't be copied", e);
    }
  }

  private void take(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return;
    }
    Path root = source.toRealPath();
    SortedMap<Path, Before> before = new TreeMap<>();
    Path copy = Files.createDirectory(copies.resolve(Integer.toString(folders.size())));
    try {
      Files.walkFileTree(root, new Taking(root, copy, before));
    } catch (TooMuch | AccessDeniedException _) {
      FolderDeletion.delete(copy);
      return;
    }
    folders.add(new Folder(root, before));
  }

  /** Says that a folder is not for copying. */
  private static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class Taking extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path copy;
    private final SortedMap<Path, Before> before;
    private long bytes;

    Taking(Path root, Path copy, SortedMap<Path, Before> before) {
      this.root = root;
      this.copy = copy;
      this.before = before;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!folder.equals(root)) {
        Path place = place();
        Files.copy(folder, place, StandardCopyOption.COPY_ATTRIBUTES);
        note(folder, new Before(attributes, place));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Path place = place();
      bytes += attributes.isRegularFile() ? attributes.size() : 0;
      if (bytes > MOST_BYTES) {
        throw new TooMuch();
      }
      if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
        Files.copy(file, place, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
      note(file, new Before(attributes, place));
      return FileVisitResult.CONTINUE;
    }

    private Path place() {
      return copy.resolve(Integer.toString(before.size()));
    }

    private void note(Path path, Before found) throws IOException {
      before.put(path, found);
      if (before.size() > MOST_ENTRIES) {
        throw new TooMuch();
      }
    }
  }

  /** Makes the folders what they were when the state was taken. */
  void restore() {
    for (Folder folder : folders) {
      try {
        restore(folder);
      } catch (IOException e) {
        throw failure(folder.root().toString(), "can't be made again what it was", e);
      }
    }
  }

  private static void restore(Folder folder) throws IOException {
    Leaving leaving = new Leaving(folder);
    Files.walkFileTree(folder.root(), leaving);
    if (!leaving.gone.isEmpty()) {
      Containers.removeAll(leaving.gone);
    }
    for (var each : folder.before().entrySet()) {
      bringBack(each.getKey(), each.getValue());
    }
  }

  /**
   * Finds what a run added, the topmost of it, and folders that it closed to us: these go as a
   * whole, and come back from their copies where they were there before.
   */
  private static final class Leaving extends SimpleFileVisitor<Path> {
    private final Folder folder;
    private final List<Path> gone = new ArrayList<>();

    Leaving(Folder folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      if (path.equals(folder.root()) || folder.before().containsKey(path)) {
        return FileVisitResult.CONTINUE;
      }
      gone.add(path);
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (!folder.before().containsKey(path)) {
        gone.add(path);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (path.equals(folder.root()) || !(e instanceof AccessDeniedException)) {
        throw e;
      }
      gone.add(path);
      return FileVisitResult.CONTINUE;
    }
  }

  private static void bringBack(Path path, Before before) throws IOException {
    boolean there = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (there
        && before.isSame(
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))) {
      return;
    }
    if (there) {
      Containers.removeAll(List.of(path));
    }
    BasicFileAttributes attributes = before.attributes();
    if (!attributes.isOther()) {
      Files.copy(
          before.copy(), path, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static KobakoException failure(String place, String fact, Exception e) {
    return KobakoException.outside(Diagnostic.of(place, fact + ": " + e.getMessage()), e);
  }

  @Override
  public void close() {
    try {
      FolderDeletion.delete(copies);
    } catch (IOException _) {
      // A later process cleans up.
    }
  }
}
