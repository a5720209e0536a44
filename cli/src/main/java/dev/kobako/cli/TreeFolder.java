package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.Progress;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a tree into a folder of this machine, over what is there. All belongs to the caller;
 * devices and pipes, which need more rights or do harm, are left out with a note. No link that is
 * in the folder is followed.
 */
final class TreeFolder {
  private static final int PERMISSIONS = 0777;

  private final Path folder;
  private final Progress progress;
  private final Map<Long, Path> linked = new HashMap<>();

  /** Directories get their mode and time at the end: writing into them changes both. */
  private final List<Map.Entry<Path, Attributes>> directories = new ArrayList<>();

  TreeFolder(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Writes all of it.
   *
   * @throws KobakoException outside, where the disk fails
   */
  void write(Tree tree) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
    tree.walk(ImagePath.ROOT, this::write);
    directories
        .reversed()
        .forEach(each -> {
          try {
            finish(each.getKey(), each.getValue());
          } catch (IOException e) {
            throw DiskFailure.writing(each.getKey(), e);
          }
        });
  }

  private void write(ImagePath path, Entry entry) {
    if (path.isRoot()) {
      return;
    }
    Path place = place(path);
    try {
      switch (entry) {
        case Entry.Directory(Attributes attributes) -> {
          if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(place);
            Files.createDirectory(place);
          }
          directories.add(Map.entry(place, attributes));
        }
        case Entry.RegularFile file -> file(place, file);
        case Entry.Symlink link -> {
          Files.deleteIfExists(place);
          Files.createSymbolicLink(place, Path.of(link.target()));
        }
        case Entry.Device _, Entry.Fifo _ ->
            progress.note(path + " is a device or a pipe and is left out");
      }
    } catch (IOException e) {
      throw DiskFailure.writing(place, e);
    } catch (InvalidPathException _) {
      throw unwritable(path);
    }
  }

  private Path place(ImagePath path) {
    try {
      return folder.resolve(path.toString().substring(1));
    } catch (InvalidPathException _) {
      throw unwritable(path);
    }
  }

  private static KobakoException unwritable(ImagePath path) {
    return KobakoException.outside(
        Diagnostic.of(
            path.toString(),
            "can't be a name of a file here",
            "write a tar with --output type=tar,dest=FILE"),
        null);
  }

  private void file(Path place, Entry.RegularFile file) throws IOException {
    Files.deleteIfExists(place);
    Path first = file.inode() == 0 ? null : linked.get(file.inode());
    if (first != null) {
      Files.createLink(place, first);
      return;
    }
    try (InputStream in = file.content().open()) {
      Files.copy(in, place);
    }
    finish(place, file.attributes());
    if (file.inode() != 0) {
      linked.put(file.inode(), place);
    }
  }

  private static void finish(Path place, Attributes attributes) throws IOException {
    Files.setPosixFilePermissions(place, permissions(attributes.mode() & PERMISSIONS));
    Files.setLastModifiedTime(place, FileTime.from(attributes.mtime()));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] all = PosixFilePermission.values(); // in the order of the bits
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((mode & (1 << (all.length - 1 - i))) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }
}
