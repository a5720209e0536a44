package dev.kobako.tree;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A tree whose entries are all in memory; contents stay where they are. Immutable and safe for use
 * by many threads; made by its {@link Builder}.
 *
 * <p>Kept as directories with sorted names, so that an entry costs its name and little more and no
 * path is held as text.
 */
public final class MemoryTree implements Tree {
  /** What a directory is that nobody described: the root, and parents that a tar leaves out. */
  static final Entry.Directory IMPLIED = new Entry.Directory(Attributes.of(0755));

  private static final String[] NO_NAMES = {};
  private static final Node[] NO_NODES = {};

  private final Node root;

  private MemoryTree(Node root) {
    this.root = root;
  }

  /** A builder that holds only the root directory, 0755 and root's. */
  public static Builder builder() {
    return new Builder(Growth.impliedDirectory(null));
  }

  @Override
  public Optional<Entry> entry(ImagePath path) {
    return Optional.ofNullable(node(path)).map(node -> node.entry);
  }

  /** Where the entry at {@code path} comes from, if the tree was made of layers. */
  public Optional<Origin> origin(ImagePath path) {
    return Optional.ofNullable(node(path)).map(node -> node.origin);
  }

  @Override
  public List<String> names(ImagePath directory) {
    return node(directory) instanceof DirectoryNode found
        ? Collections.unmodifiableList(Arrays.asList(found.names))
        : List.of();
  }

  @Override
  public void walk(ImagePath start, BiConsumer<ImagePath, Entry> visitor) {
    Node node = node(start);
    if (node != null) {
      walk(start, node, visitor);
    }
  }

  /** Directories may be as deep in each other as a path is long: more than a stack can hold. */
  private static void walk(ImagePath start, Node top, BiConsumer<ImagePath, Entry> visitor) {
    visitor.accept(start, top.entry);
    Deque<Walked> way = new ArrayDeque<>();
    if (top instanceof DirectoryNode directory) {
      way.push(new Walked(start, directory));
    }
    while (!way.isEmpty()) {
      Walked here = way.element();
      if (here.next == here.directory.nodes.length) {
        way.pop();
        continue;
      }
      ImagePath path = here.path.known(here.directory.names[here.next]);
      Node node = here.directory.nodes[here.next++];
      visitor.accept(path, node.entry);
      if (node instanceof DirectoryNode directory) {
        way.push(new Walked(path, directory));
      }
    }
  }

  /** A directory on the way of a walk. */
  private static final class Walked {
    final ImagePath path;
    final DirectoryNode directory;
    int next;

    Walked(ImagePath path, DirectoryNode directory) {
      this.path = path;
      this.directory = directory;
    }
  }

  private @Nullable Node node(ImagePath path) {
    if (path.isRoot()) {
      return root;
    }
    String text = path.toString();
    Node node = root;
    int start = 1;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      if (!(node instanceof DirectoryNode directory)) {
        return null;
      }
      int index = Arrays.binarySearch(directory.names, text.substring(start, end));
      if (index < 0) {
        return null;
      }
      node = directory.nodes[index];
      start = end + 1;
    }
    return node;
  }

  /** The same as something that layers can be applied to; this tree stays as it is. */
  Growth thawed(LayeredTree.InodeNumbers inodes) {
    Growth top = new Growth(root.entry, root.origin);
    Deque<Thawed> ahead = new ArrayDeque<>();
    if (root instanceof DirectoryNode directory) {
      ahead.push(new Thawed(directory, top));
    }
    while (!ahead.isEmpty()) {
      Thawed here = ahead.pop();
      for (int i = 0; i < here.directory.names.length; i++) {
        Node node = here.directory.nodes[i];
        Growth growth = new Growth(node.entry, node.origin);
        here.growth.put(here.directory.names[i], growth);
        if (node.entry instanceof Entry.RegularFile file) {
          inodes.seen(file.inode());
        }
        if (node instanceof DirectoryNode directory) {
          ahead.push(new Thawed(directory, growth));
        }
      }
    }
    return top;
  }

  /** A directory whose places are still to be thawed. */
  private record Thawed(DirectoryNode directory, Growth growth) {}

  private static class Node {
    final Entry entry;
    final @Nullable Origin origin;

    Node(Entry entry, @Nullable Origin origin) {
      this.entry = entry;
      this.origin = origin;
    }
  }

  private static final class DirectoryNode extends Node {
    final String[] names;
    final Node[] nodes;

    DirectoryNode(Growth growth, String[] names, Node[] nodes) {
      super(growth.entry, growth.origin);
      this.names = names;
      this.nodes = nodes;
    }
  }

  /** Makes trees. Can go on after {@link #build()}; trees made before stay as they are. */
  public static final class Builder {
    private final Growth root;

    Builder(Growth root) {
      this.root = root;
    }

    /**
     * Puts an entry, in place of what is there. Missing parents become directories, 0755 and
     * root's. A directory in place of a directory keeps what is in it; anything else removes all
     * below.
     *
     * @throws IllegalArgumentException if a parent is there and no directory, or the root would
     *     become something else: a caller who wants links followed {@linkplain Tree#resolve
     *     resolves} first
     */
    public Builder put(ImagePath path, Entry entry) {
      if (path.isRoot()) {
        if (!(entry instanceof Entry.Directory)) {
          throw new IllegalArgumentException("the root must be a directory");
        }
        root.entry = entry;
        return this;
      }
      Growth parent = root;
      ImagePath directory = path.parent().orElseThrow();
      for (String name : directory.names()) {
        Growth child = parent.child(name);
        if (child == null) {
          child = Growth.impliedDirectory(null);
          parent.put(name, child);
        } else if (!child.isDirectory()) {
          throw new IllegalArgumentException(path + ": a parent is no directory");
        }
        parent = child;
      }
      Growth old = parent.child(path.name());
      if (old != null && old.isDirectory() && entry instanceof Entry.Directory) {
        old.entry = entry;
      } else {
        parent.put(path.name(), new Growth(entry, null));
      }
      return this;
    }

    /** Puts all entries of a tree. */
    public Builder putAll(Tree tree) {
      tree.walk(ImagePath.ROOT, this::put);
      return this;
    }

    /** Removes an entry with all below; nothing happens where there is none. */
    public Builder remove(ImagePath path) {
      if (path.isRoot()) {
        throw new IllegalArgumentException("the root can't be removed");
      }
      Growth parent = find(path.parent().orElseThrow());
      if (parent != null) {
        parent.remove(path.name());
      }
      return this;
    }

    /** Removes all below a directory, which stays. */
    public Builder clearBelow(ImagePath directory) {
      Growth found = find(directory);
      if (found != null) {
        found.removeAll();
      }
      return this;
    }

    /** What is exactly at {@code path} now; no link is followed. */
    public Optional<Entry> entry(ImagePath path) {
      return Optional.ofNullable(find(path)).map(growth -> growth.entry);
    }

    /** Where {@code path} leads now: {@link Tree#resolve(String)} of the tree as it is. */
    public Resolution resolve(String path) {
      return Resolution.of(this::entry, path);
    }

    /** The tree as it is now. */
    public MemoryTree build() {
      return new MemoryTree(freeze(root));
    }

    private @Nullable Growth find(ImagePath path) {
      Growth place = root;
      for (String name : path.names()) {
        place = place == null ? null : place.child(name);
      }
      return place;
    }

    private static Node freeze(Growth top) {
      if (!top.isDirectory()) {
        return new Node(top.entry, top.origin);
      }
      Deque<Frozen> way = new ArrayDeque<>();
      way.push(new Frozen(top));
      while (true) {
        Frozen here = way.element();
        if (here.next == here.names.length) {
          way.pop();
          Node done = new DirectoryNode(here.growth, here.names, here.nodes);
          if (way.isEmpty()) {
            return done;
          }
          way.element().add(done);
          continue;
        }
        Growth child = Objects.requireNonNull(here.growth.child(here.names[here.next]));
        if (child.isDirectory()) {
          way.push(new Frozen(child));
        } else {
          here.add(new Node(child.entry, child.origin));
        }
      }
    }

    /** A directory of which some places are frozen. */
    private static final class Frozen {
      final Growth growth;
      final String[] names;
      final Node[] nodes;
      int next;

      Frozen(Growth growth) {
        this.growth = growth;
        Map<String, Growth> children = growth.children();
        this.names = children.isEmpty() ? NO_NAMES : children.keySet().toArray(NO_NAMES);
        Arrays.sort(names);
        this.nodes = names.length == 0 ? NO_NODES : new Node[names.length];
      }

      void add(Node node) {
        nodes[next++] = node;
      }
    }
  }
}
