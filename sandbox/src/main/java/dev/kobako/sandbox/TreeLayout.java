package dev.kobako.sandbox;

import dev.kobako.image.InParallel;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Lays a tree out in a folder of the host: directories first, open to the caller alone; files by as
 * many threads as there are processors; the directories' own modes and times last.
 *
 * <p>An extended attribute that the disk doesn't take is left out.
 */
final class TreeLayout {
  /** A thread for less takes longer than the files. */
  private static final int FILES_A_THREAD = 50;

  private static final long BYTES_A_THREAD = 4 << 20;

  private record File(ImagePath path, Entry.RegularFile entry) {}

  private record Link(ImagePath path, ImagePath first) {}

  private record Folder(ImagePath path, Attributes attributes) {}

  private final Tree tree;
  private final Path root;
  private final boolean owned;
  private final List<Folder> folders = new ArrayList<>();
  private final List<File> files = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<Long, ImagePath> firstNames = new HashMap<>();
  private long bytes;

  /**
   * A laying out.
   *
   * @param root where it is made; must not be there yet
   * @param owned whether all is laid out as it is, which takes a privileged caller; else all is the
   *     caller's, without devices, pipes and extended attributes
   */
  TreeLayout(Tree tree, Path root, boolean owned) {
    this.tree = tree;
    this.root = root;
    this.owned = owned;
  }

  /**
   * Does it.
   *
   * @throws IOException where a file can't be made or read; names it
   */
  void write() throws IOException {
    Files.createDirectory(root);
    try (FolderCalls calls = new FolderCalls(root)) {
      write(ImagePath.ROOT, calls);
      fill();
      for (Link link : links) {
        calls.link(link.path(), link.first());
      }
      for (Folder folder : folders.reversed()) {
        if (owned && !folder.attributes().xattrs().isEmpty()) {
          calls.putXattrs(folder.path(), folder.attributes());
        }
        calls.dress(folder.path(), folder.attributes(), owned, false);
      }
    }
  }

  private void write(ImagePath path, FolderCalls calls) throws IOException {
    switch (tree.entry(path).orElse(null)) {
      case null -> {}
      case Entry.Directory directory -> {
        if (!path.isRoot()) {
          calls.directory(path);
        }
        folders.add(new Folder(path, directory.attributes()));
        for (String name : tree.names(path)) {
          write(path.child(name), calls);
        }
      }
      case Entry.RegularFile file -> take(path, file);
      case Entry.Symlink link -> {
        calls.symlink(path, link.target());
        calls.dress(path, link.attributes(), owned, true);
      }
      case Entry.Device(Attributes attributes, boolean block, long major, long minor) ->
          node(
              path,
              block ? FolderCalls.BLOCKS : FolderCalls.CHARACTERS,
              major,
              minor,
              attributes,
              calls);
      case Entry.Fifo(Attributes attributes) ->
          node(path, FolderCalls.PIPE, 0, 0, attributes, calls);
    }
  }

  private void node(
      ImagePath path, int type, long major, long minor, Attributes attributes, FolderCalls calls)
      throws IOException {
    if (owned) {
      calls.node(path, type, major, minor);
      calls.dress(path, attributes, true, false);
    }
  }

  private void take(ImagePath path, Entry.RegularFile file) {
    ImagePath first = file.inode() > 0 ? firstNames.putIfAbsent(file.inode(), path) : null;
    if (first != null) {
      links.add(new Link(path, first));
    } else {
      files.add(new File(path, file));
      bytes += file.content().size();
    }
  }

  private void fill() throws IOException {
    boolean isMuch = files.size() > FILES_A_THREAD || bytes > BYTES_A_THREAD;
    int threads = isMuch ? Runtime.getRuntime().availableProcessors() : 1;
    AtomicInteger next = new AtomicInteger();
    try {
      InParallel.forEach(IntStream.range(0, threads).boxed().toList(), _ -> fill(next));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void fill(AtomicInteger next) {
    try (FolderCalls calls = new FolderCalls(root)) {
      for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
        Entry.RegularFile file = files.get(i).entry();
        calls.file(files.get(i).path(), file.content(), file.attributes(), owned);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
