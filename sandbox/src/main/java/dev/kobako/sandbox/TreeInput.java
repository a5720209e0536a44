package dev.kobako.sandbox;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.TreeMap;

/**
 * A tree as the tar that lays it out. Without its device files, which a user namespace can't have.
 */
record TreeInput(MemoryTree tree) implements ChildInput {
  @Override
  public void writeTo(OutputStream stream) throws IOException {
    TarInput.write("sandbox", withoutDevices(), TarOptions.keepTimes(), stream);
  }

  private TreeMap<ImagePath, Entry> withoutDevices() {
    TreeMap<ImagePath, Entry> entries = new TreeMap<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (!(entry instanceof Entry.Device)) {
            entries.put(path, entry);
          }
        });
    return entries;
  }
}
