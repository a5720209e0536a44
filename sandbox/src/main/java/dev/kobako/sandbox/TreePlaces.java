package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The places for mounts in a tree that is not laid out yet; those that it lacks are added to it. A
 * link on the way is refused, as {@link MountPoints} does.
 */
final class TreePlaces implements SetupScript.Places {
  private final MemoryTree before;
  private final Path root;
  private final MemoryTree.Builder after = MemoryTree.builder();

  TreePlaces(MemoryTree tree, Path root) {
    this.before = tree;
    this.root = root;
    after.putAll(tree);
  }

  @Override
  public void folder(String target) {
    makeFolder(target, ImagePath.of(target));
  }

  @Override
  public String of(Mount mount) {
    ImagePath path = ImagePath.of(mount.target());
    if (Files.isDirectory(mount.source())) {
      makeFolder(mount.target(), path);
    } else {
      path.parent().ifPresent(parent -> makeFolder(mount.target(), parent));
      switch (before.entry(path).orElse(null)) {
        case null ->
            after.put(path, new Entry.RegularFile(Attributes.of(0644), Content.empty(), 0));
        case Entry.RegularFile _ -> {}
        case Entry.Directory _, Entry.Symlink _, Entry.Device _, Entry.Fifo _ ->
            throw refused(mount.target(), path, "is no regular file");
      }
    }
    return HostNames.path(root, path).toString();
  }

  private void makeFolder(String target, ImagePath folder) {
    folder.parent().ifPresent(parent -> makeFolder(target, parent));
    switch (before.entry(folder).orElse(null)) {
      case null -> {
        after.put(folder, new Entry.Directory(Attributes.of(0755)));
      }
      case Entry.Directory _ -> {}
      case Entry.RegularFile _, Entry.Symlink _, Entry.Device _, Entry.Fifo _ ->
          throw refused(target, folder, "is no directory");
    }
  }

  private static KobakoException refused(String target, ImagePath place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            target,
            "nothing can be mounted here: " + place + ": " + fact,
            "let the image have directories, not links, on the way to " + target));
  }

  /** The tree with all places that were asked for. */
  MemoryTree tree() {
    return after.build();
  }
}
