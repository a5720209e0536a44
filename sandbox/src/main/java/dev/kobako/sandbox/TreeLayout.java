package dev.kobako.sandbox;

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
 * Lays a tree out in a folder of the host: directories first and writable; their own modes and
 * times last. Devices, pipes and extended attributes are left out, and so are the times of links.
 */
final class TreeLayout {
  private record Folder(Path path, Attributes attributes) {}

  private final Tree tree;
  private final Path root;
  private final boolean owned;
  private final List<Folder> folders = new ArrayList<>();
  private final Map<Long, Path> firstNames = new HashMap<>();

  /**
   * A laying out.
   *
   * @param root where it is made; must not be there yet
   * @param owned whether files get their owners, which takes a privileged caller; else all is the
   *     caller's
   */
  TreeLayout(Tree tree, Path root, boolean owned) {
    this.tree = tree;
    this.root = root;
    this.owned = owned;
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

  private void dress(Path place, Attributes attributes) throws IOException {
    Files.setLastModifiedTime(place, FileTime.from(attributes.mtime()));
    if (owned) {
      Files.setAttribute(place, "unix:uid", attributes.uid());
      Files.setAttribute(place, "unix:gid", attributes.gid());
    }
    Files.setAttribute(
        place, "unix:mode", attributes.mode()); // last: another owner takes setuid away
  }
}
