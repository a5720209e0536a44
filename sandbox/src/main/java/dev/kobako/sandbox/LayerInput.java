package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.OverlayTree;
import dev.kobako.tree.TarOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A layer as the tar that unpacks it for overlayfs.
 *
 * @param name what messages call it
 * @param tree in overlayfs's form
 * @param alone whether it does not depend on the layers below it
 * @param owners what can be unpacked: with fewer ids than all there are no devices, with a single
 *     one all is root's
 */
record LayerInput(String name, MemoryTree tree, boolean alone, FileOwners owners)
    implements ChildInput {
  private static final int SIMPLE_ENTRIES = 200;
  private static final long SIMPLE_BYTES = 1 << 20;

  /** Reads the headers of the layer, and of those below it where they are needed. */
  static LayerInput of(
      LayerFolders.Packed layer, List<LayerFolders.Packed> below, FileOwners owners) {
    String name = name(layer);
    try {
      Optional<MemoryTree> alone = OverlayTree.alone(layer.tar(), name);
      MemoryTree tree =
          alone.isPresent()
              ? alone.get()
              : OverlayTree.over(
                  below.stream().map(LayerInput::layerTar).toList(), layerTar(layer));
      return new LayerInput(name, tree, alone.isPresent(), owners);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              name,
              "can't be read: " + e.getMessage(),
              "try again; if it stays, remove kobako's caches"),
          e);
    }
  }

  private static String name(LayerFolders.Packed layer) {
    return "layer " + layer.diffId();
  }

  private static LayerTar layerTar(LayerFolders.Packed layer) {
    return new LayerTar(layer.tar(), name(layer), "");
  }

  /**
   * Whether the caller can lay it out himself, as exactly and sooner than a process in namespaces:
   * anything, if he can give any owner; directories and a few small files, if all is his.
   */
  boolean isLaidOutByCaller() {
    return switch (owners) {
      case FileOwners.All() -> true;
      case FileOwners.Mapped _ -> false;
      case FileOwners.Single _ -> isSimple();
    };
  }

  private boolean isSimple() {
    Collection<Entry> all = entries().values();
    return all.size() <= SIMPLE_ENTRIES
        && all.stream().allMatch(LayerInput::isSimple)
        && all.stream().mapToLong(LayerInput::size).sum() <= SIMPLE_BYTES;
  }

  private static boolean isSimple(Entry entry) {
    return entry.attributes().xattrs().isEmpty()
        && switch (entry) {
          case Entry.Directory _ -> true;
          case Entry.RegularFile file -> file.inode() == 0;
          case Entry.Symlink _, Entry.Device _, Entry.Fifo _ -> false;
        };
  }

  private static long size(Entry entry) {
    return entry instanceof Entry.RegularFile file ? file.content().size() : 0;
  }

  /** Lays it out; done only where {@link #isLaidOutByCaller()} says so. */
  void layOut(Path root) throws IOException {
    new TreeLayout(tree, root, owners instanceof FileOwners.All).write();
  }

  @Override
  public void writeTo(OutputStream stream) throws IOException {
    TarInput.write(name, entries(), TarOptions.keepTimes(), stream);
  }

  private TreeMap<ImagePath, Entry> entries() {
    TreeMap<ImagePath, Entry> entries = new TreeMap<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          switch (owners) {
            case FileOwners.All() -> entries.put(path, entry);
            case FileOwners.Mapped _ -> putWithoutDevice(entries, path, entry);
            case FileOwners.Single _ ->
                putWithoutDevice(
                    entries, path, entry.withAttributes(entry.attributes().withOwner(0, 0)));
          }
        });
    return entries;
  }

  private static void putWithoutDevice(
      TreeMap<ImagePath, Entry> entries, ImagePath path, Entry entry) {
    if (!(entry instanceof Entry.Device) || OverlayTree.isWhiteout(entry)) {
      entries.put(path, entry);
    }
  }
}
