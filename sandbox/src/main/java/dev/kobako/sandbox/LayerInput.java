package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.OverlayTree;
import dev.kobako.tree.TarOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.TreeMap;

/**
 * A layer as the tar that unpacks it for overlayfs.
 *
 * @param tar of the layer
 * @param name what messages call it
 * @param owners what can be unpacked: with fewer ids than all there are no devices, with a single
 *     one all is root's
 */
record LayerInput(Content tar, String name, FileOwners owners) implements Launch.Input {
  @Override
  public void writeTo(OutputStream stream) throws IOException {
    TarInput.write(name, entries(), TarOptions.keepTimes(), stream);
  }

  private TreeMap<ImagePath, Entry> entries() {
    TreeMap<ImagePath, Entry> entries = new TreeMap<>();
    tree()
        .walk(
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

  private MemoryTree tree() {
    try {
      return OverlayTree.of(tar, name);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              name,
              "can't be read: " + e.getMessage(),
              "try again; if it stays, remove kobako's caches"),
          e);
    }
  }
}
