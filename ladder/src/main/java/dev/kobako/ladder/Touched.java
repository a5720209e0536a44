package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.FileCall;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a {@link Family} sees of an image and its use, and what it may keep. */
public interface Touched {
  /** The original's tree, with the origin of each entry. */
  MemoryTree tree();

  /** The original's layers with what made them, the lowest first. */
  List<LayerTar> layers();

  /** The original's configuration. */
  ImageConfig config();

  /** Whose its files are. */
  PackagedFiles packages();

  /**
   * What runs asked for and is in the original, by the path without links. Where it was asked for
   * by several names, all that was wanted of any is told.
   */
  SortedMap<ImagePath, Asked> asked();

  /** What runs asked for and is not in the original, as they asked for it. */
  SortedSet<String> missed();

  /** The regular files that runs opened or started, sorted. To look at a file is not to use it. */
  default List<ImagePath> opened() {
    return asked().entrySet().stream()
        .filter(each ->
            each.getValue().kinds().contains(FileCall.Kind.OPEN)
                || each.getValue().kinds().contains(FileCall.Kind.EXECUTE))
        .map(Map.Entry::getKey)
        .filter(path -> tree().entry(path).orElse(null) instanceof Entry.RegularFile)
        .toList();
  }

  /**
   * The folders of which a file was opened, each with the first such file. What was opened by a
   * link is a file of the folder that the link is in as well.
   *
   * @param folder which one a file belongs to, if any
   */
  default SortedMap<ImagePath, ImagePath> openedIn(
      Function<ImagePath, Optional<ImagePath>> folder) {
    SortedMap<ImagePath, ImagePath> folders = new TreeMap<>();
    for (ImagePath file : opened()) {
      folder.apply(file).ifPresent(found -> folders.putIfAbsent(found, file));
      link(file).flatMap(folder).ifPresent(found -> folders.putIfAbsent(found, file));
    }
    return folders;
  }

  /** The link by which a file was asked for, if it was, without links on the way to it. */
  private Optional<ImagePath> link(ImagePath file) {
    Asked asked = asked().get(file);
    if (asked == null) {
      return Optional.empty();
    }
    int slash = asked.path().lastIndexOf('/');
    String name = asked.path().substring(slash + 1);
    if (slash < 0 || name.isEmpty() || name.equals(".") || name.equals("..")) {
      return Optional.empty();
    }
    ImagePath place = tree().resolve(asked.path().substring(0, slash + 1)).place().child(name);
    return tree().entry(place).orElse(null) instanceof Entry.Symlink
        ? Optional.of(place)
        : Optional.empty();
  }

  /** Whether a path is kept so far, for whatever reason. */
  boolean isKept(ImagePath path);

  /** Whether a kept program can't be started without this library, whatever it then does. */
  boolean isNeeded(ImagePath path);

  /**
   * Keeps every file, link and other entry below a folder that the filter lets through, with the
   * folders on the way and with what ELF files among it load; folders without any of it don't stay.
   *
   * @param because the touched path that shows the family's use
   */
  void keepAll(ImagePath folder, Predicate<ImagePath> filter, ImagePath because) throws IOException;

  /**
   * Keeps one path: of a link also what it leads to, of an ELF file what it loads, of a folder only
   * itself. Of a folder to which a link leads all stays that came with the link, which is what
   * packages of the same source brought, and what no package did.
   */
  void keep(ImagePath path, ImagePath because) throws IOException;

  /** The same for what no clean rule may take, as if a run had asked for it. */
  void keepAsIfAsked(ImagePath path, ImagePath because) throws IOException;
}
