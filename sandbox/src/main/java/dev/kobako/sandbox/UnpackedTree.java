package dev.kobako.sandbox;

import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.HostStat;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What overlayfs shows of unpacked layers, looked at from outside, a place at a time: for who wants
 * to know little of a large image, and soon. Owners are as the host has them; extended attributes
 * and identities of hard links are left out. No link of the host's is followed, so no path leads
 * out of the folders.
 *
 * <p>A caller who is not root may not look at all that other users of the image keep to themselves;
 * where that is refused, a question ends with an exception, and a tree made of the layers' tars
 * knows the answer.
 */
public final class UnpackedTree implements Tree {
  /** Without the "user." that Java puts before it. */
  private static final String OPAQUE = "overlay.opaque";

  /** The topmost first. */
  private final List<HostFolder> folders;

  private UnpackedTree(List<HostFolder> folders) {
    this.folders = folders;
  }

  /**
   * The tree of layers.
   *
   * @param layers the lowest first
   * @throws dev.kobako.diagnostic.KobakoException outside, where a folder can't be looked at
   */
  public static UnpackedTree of(List<LayerFolders.Unpacked> layers) {
    return new UnpackedTree(
        layers.reversed().stream().map(each -> HostFolder.of(each.folder())).toList());
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where the host refuses to say
   */
  @Override
  public Optional<Entry> entry(ImagePath path) {
    for (HostFolder folder : folders) {
      Seen seen = look(folder, path);
      if (seen.stat().isPresent()) {
        return entry(folder, path, seen.stat().get());
      }
      if (seen.hidesBelow()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * What a layer says of a place.
   *
   * @param stat empty where it says nothing
   * @param hidesBelow whether what lower layers say of the place does not count
   */
  private record Seen(Optional<HostStat> stat, boolean hidesBelow) {}

  private static Seen look(HostFolder folder, ImagePath path) {
    ImagePath here = ImagePath.ROOT;
    boolean hides = false;
    for (String name : path.names()) {
      Optional<HostStat> around = folder.look(here);
      if (around.isEmpty()) {
        return new Seen(Optional.empty(), hides);
      }
      if (around.get().kind() != HostStat.Kind.DIRECTORY) {
        return new Seen(Optional.empty(), true);
      }
      hides |= isOpaque(folder.path(here));
      here = here.child(name);
    }
    return new Seen(folder.look(path), hides);
  }

  private static boolean isOpaque(Path folder) {
    try {
      return Files.getFileAttributeView(
              folder, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .list()
          .contains(OPAQUE);
    } catch (IOException e) {
      throw DiskFailure.reading(folder, e);
    }
  }

  private static Optional<Entry> entry(HostFolder folder, ImagePath path, HostStat stat) {
    Attributes attributes = Attributes.of(stat.permissions()).withOwner(stat.uid(), stat.gid());
    return switch (stat.kind()) {
      case DIRECTORY -> Optional.of(new Entry.Directory(attributes));
      case REGULAR ->
          Optional.of(
              new Entry.RegularFile(attributes, Content.of(folder.path(path), stat.size()), 0));
      case SYMLINK -> Optional.of(new Entry.Symlink(attributes, folder.linkTarget(path)));
      case CHARACTER_DEVICE ->
          isWhiteout(stat) ? Optional.empty() : Optional.of(stat.special(attributes));
      case BLOCK_DEVICE, FIFO -> Optional.of(stat.special(attributes));
      case SOCKET -> Optional.empty();
    };
  }

  private static boolean isWhiteout(HostStat stat) {
    return stat.kind() == HostStat.Kind.CHARACTER_DEVICE && stat.rdev() == 0;
  }

  @Override
  public List<String> names(ImagePath directory) {
    if (!(entry(directory).orElse(null) instanceof Entry.Directory)) {
      return List.of();
    }
    TreeSet<String> names = new TreeSet<>();
    for (HostFolder folder : folders) {
      Seen seen = look(folder, directory);
      if (seen.stat().isEmpty()) {
        if (seen.hidesBelow()) {
          break;
        }
        continue;
      }
      if (seen.stat().get().kind() != HostStat.Kind.DIRECTORY) {
        break;
      }
      names.addAll(folder.names(directory));
      if (seen.hidesBelow() || isOpaque(folder.path(directory))) {
        break;
      }
    }
    List<String> visible = new ArrayList<>(names);
    visible.removeIf(name -> entry(directory.child(name)).isEmpty());
    return visible;
  }
}
