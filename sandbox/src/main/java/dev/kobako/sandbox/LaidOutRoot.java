package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of the host that holds a tree laid out for running. Files are copied, so what a run
 * writes changes nothing but the folder; hard links within the tree stay links.
 *
 * <p>All belongs to the calling user, whom a {@link Sandbox} shows as root inside: a namespace with
 * a single user would not let even its root read the files of others. Devices, pipes and extended
 * attributes are left out. The folder lies in one of mode 0700, so that nobody else on the host
 * meets a setuid program of an image.
 */
public final class LaidOutRoot implements AutoCloseable {
  private final Path shell;
  private final Path root;

  private LaidOutRoot(Path shell) {
    this.shell = shell;
    this.root = shell.resolve("root");
  }

  /**
   * Lays {@code tree} out in a new folder in {@code parentFolder}, which must exist.
   *
   * @throws KobakoException if a file can't be read or written; nothing is left behind then
   */
  public static LaidOutRoot of(Tree tree, Path parentFolder) {
    try {
      LaidOutRoot laidOut =
          new LaidOutRoot(Files.createTempDirectory(parentFolder.toAbsolutePath(), "kobako-root-"));
      try {
        new Layout(tree, laidOut.root).write();
        return laidOut;
      } catch (IOException | RuntimeException e) {
        laidOut.close();
        throw e;
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              parentFolder.toString(),
              "no tree can be laid out here: " + e,
              "see that the folder can be written to and has room for the image's files"),
          e);
    }
  }

  /** The folder that is the root, absolute. */
  public Path path() {
    return root;
  }

  /**
   * Deletes the folder with all that is in it, whatever its modes. Never follows links; done twice
   * it does nothing.
   *
   * @throws KobakoException if something can't be deleted
   */
  @Override
  public void close() {
    try {
      FolderDeletion.delete(shell);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              shell.toString(), "can't be deleted: " + e.getMessage(), "delete it by hand"),
          e);
    }
  }

  /** One laying out: directories first and writable; their own modes and times last. */
  private static final class Layout {
    private record Folder(Path path, Attributes attributes) {}

    private final Tree tree;
    private final Path root;
    private final List<Folder> folders = new ArrayList<>();
    private final Map<Long, Path> firstNames = new HashMap<>();

    Layout(Tree tree, Path root) {
      this.tree = tree;
      this.root = root;
    }

    void write() throws IOException {
      write(ImagePath.ROOT);
      for (Folder folder : folders.reversed()) {
        dress(folder.path(), folder.attributes());
      }
    }

    private void write(ImagePath path) throws IOException {
      Entry entry = tree.entry(path).orElse(null);
      Path place = HostNames.path(root, path);
      switch (entry) {
        case null -> {}
        case Entry.Directory directory -> {
          Files.createDirectory(place);
          folders.add(new Folder(place, directory.attributes()));
          for (String name : tree.names(path)) {
            write(path.child(name));
          }
        }
        case Entry.RegularFile file -> write(place, file);
        case Entry.Symlink link -> Files.createSymbolicLink(place, HostNames.path(link.target()));
        case Entry.Device _, Entry.Fifo _ -> {}
      }
    }

    private void write(Path place, Entry.RegularFile file) throws IOException {
      if (file.inode() > 0) {
        Path first = firstNames.putIfAbsent(file.inode(), place);
        if (first != null) {
          Files.createLink(place, first);
          return;
        }
      }
      try (var in = file.content().open()) {
        Files.copy(in, place);
      }
      dress(place, file.attributes());
    }

    private static void dress(Path place, Attributes attributes) throws IOException {
      Files.setLastModifiedTime(place, FileTime.from(attributes.mtime()));
      Files.setAttribute(place, "unix:mode", attributes.mode());
    }
  }
}
