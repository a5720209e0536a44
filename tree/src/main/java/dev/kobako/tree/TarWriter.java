package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes trees as layers that are the same bytes whenever the tree is the same: sorted by path,
 * parents before children, headers as plain as they can be. The first path of a file with several
 * names holds its bytes, the others are hard links to it.
 *
 * <p>The root is written, as {@code ./}, only where it is not what an unpacker makes by itself: a
 * directory 0755 of root's and of 1970.
 */
public final class TarWriter {
  private static final String WHITEOUT = ".wh.";

  /** No mode and no bytes, as most builders write it. */
  private static final Attributes MARK = Attributes.of(0);

  private final TarOutput headers;
  private final Map<Long, String> firstNames = new HashMap<>();

  private TarWriter(TarOptions options, OutputStream out) {
    this.headers = new TarOutput(out, options);
  }

  /**
   * Writes a whole tree; the stream is left open.
   *
   * @throws KobakoException if a name can't be in a layer, or a file is no longer as long as it was
   */
  public static void write(Tree tree, TarOptions options, OutputStream out) throws IOException {
    NavigableMap<ImagePath, Entry> all = new TreeMap<>();
    tree.walk(ImagePath.ROOT, all::put);
    write(all, options, out);
  }

  /**
   * Writes some entries, with no parents but those among them; the stream is left open.
   *
   * @throws KobakoException as above
   */
  public static void write(
      SortedMap<ImagePath, ? extends Entry> entries, TarOptions options, OutputStream out)
      throws IOException {
    TarWriter writer = new TarWriter(options, out);
    for (Map.Entry<ImagePath, ? extends Entry> each : entries.entrySet()) {
      writer.entry(each.getKey(), each.getValue());
    }
    writer.headers.end();
  }

  /**
   * Writes changes of a tree, with no parents but those among them, and a whiteout for each thing
   * that is gone; the stream is left open.
   *
   * @throws KobakoException as above
   */
  public static void write(LayerChanges changes, TarOptions options, OutputStream out)
      throws IOException {
    TarWriter writer = new TarWriter(options, out);
    for (Map.Entry<ImagePath, LayerChanges.Change> each : changes.byPath().entrySet()) {
      switch (each.getValue()) {
        case LayerChanges.Change.Put(Entry entry) -> writer.entry(each.getKey(), entry);
        case LayerChanges.Change.Gone() -> writer.whiteout(each.getKey());
      }
    }
    writer.headers.end();
  }

  /**
   * Writes the layer that makes {@code before} into {@code after}: what is added or changed with
   * all its parents (an unpacker that has only this layer at hand would make them up), and a
   * whiteout for each thing that is gone. All names of a file come together, since a hard link
   * can't lead into another layer everywhere.
   *
   * @throws KobakoException as above
   */
  public static void writeDiff(Tree before, Tree after, TarOptions options, OutputStream out)
      throws IOException {
    TarWriter writer = new TarWriter(options, out);
    LayerChanges changes = LayerChanges.between(before, after);
    for (Map.Entry<ImagePath, LayerChanges.Change> each : changes.byPath().entrySet()) {
      switch (each.getValue()) {
        case LayerChanges.Change.Put(Entry entry) -> {
          if (each.getKey().isRoot() && !entry.equals(before.entry(ImagePath.ROOT).orElse(null))) {
            writer.root(entry); // also one that becomes what unpackers make by themselves
          } else {
            writer.entry(each.getKey(), entry);
          }
        }
        case LayerChanges.Change.Gone() -> writer.whiteout(each.getKey());
      }
    }
    writer.headers.end();
  }

  private void whiteout(ImagePath path) throws IOException {
    ImagePath parent = path.parent().orElseThrow();
    String mark = parent.child(WHITEOUT + path.name()).toString().substring(1);
    headers.header(mark, MARK, TarOutput.Kind.of('0'));
  }

  private void entry(ImagePath path, Entry entry) throws IOException {
    if (path.isRoot()) {
      if (!entry.equals(MemoryTree.IMPLIED)) {
        root(entry);
      }
      return;
    }
    if (path.name().startsWith(WHITEOUT)) {
      throw KobakoException.finding(
          Diagnostic.of(
              Printable.text(path.toString()),
              "a name that starts with .wh. can't be in a layer: it would be read as a whiteout",
              "rename it or leave it out"));
    }
    String name = path.toString().substring(1);
    switch (entry) {
      case Entry.Directory _ -> headers.entry(name + "/", entry);
      case Entry.RegularFile file when file.inode() > 0 -> linked(name, file);
      case Entry.RegularFile _, Entry.Symlink _, Entry.Device _, Entry.Fifo _ ->
          headers.entry(name, entry);
    }
  }

  private void root(Entry entry) throws IOException {
    headers.header("./", entry.attributes(), TarOutput.Kind.of('5'));
  }

  private void linked(String name, Entry.RegularFile file) throws IOException {
    String first = firstNames.putIfAbsent(file.inode(), name);
    if (first == null) {
      headers.entry(name, file);
    } else {
      headers.header(name, file.attributes(), new TarOutput.Kind('1', first, 0, 0, 0));
    }
  }
}
