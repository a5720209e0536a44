package dev.kobako.tree;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A layer in the form in which overlayfs keeps one (mounted with {@code userxattr}): a device 0:0
 * stands for what is gone, an attribute says that of a directory nothing of the layers below is
 * seen.
 */
public final class OverlayTree {
  /** What overlayfs knows an opaque directory by. */
  static final String OPAQUE = "user.overlay.opaque";

  private static final Entry GONE = new Entry.Device(Attributes.of(0), false, 0, 0);

  private static final String WHITEOUT = ".wh.";
  private static final String AUFS = ".wh..wh.";
  private static final String OPAQUE_MARK = ".wh..wh..opq";

  private OverlayTree() {}

  /** Whether an attribute is overlayfs's own, and means nothing in a layer but harm. */
  static boolean isOverlays(String attribute) {
    return attribute.startsWith("user.overlay.") || attribute.startsWith("trusted.overlay.");
  }

  /** Whether overlayfs lets nothing of the layers below be seen through an entry. */
  static boolean isOpaque(Entry entry) {
    return "y".equals(entry.attributes().xattrs().get(OPAQUE));
  }

  /** Whether an entry is what overlayfs has for something that is gone. */
  public static boolean isWhiteout(Entry entry) {
    return entry instanceof Entry.Device(_, boolean block, long major, long minor)
        && !block
        && major == 0
        && minor == 0;
  }

  /**
   * A layer by itself. Contents stay slices of the tar. What only looks like a mark of overlayfs is
   * left out.
   *
   * @return empty where the layer can't be told without those below it: it leaves a directory out
   *     that something of it lies in, or lets a hard link lead to a file that it hasn't
   * @throws IOException if the tar can't be read
   * @throws KobakoException if it is not what it should be
   */
  public static Optional<MemoryTree> alone(Content tar, String name) throws IOException {
    MemoryTree read;
    try {
      read = LayeredTree.fromLayers(List.of(new LayerTar(tar, name, "")));
    } catch (KobakoException _) {
      // It may make sense over the others; else they will say what is wrong.
      return Optional.empty();
    }
    boolean[] whole = {true};
    MemoryTree.Builder tree = MemoryTree.builder();
    read.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          whole[0] &= path.isRoot() || !isImplied(entry);
          put(tree, path, entry);
        });
    return whole[0] && mark(tree, tar, name) ? Optional.of(tree.build()) : Optional.empty();
  }

  /**
   * A whole tree as the only layer. What only looks like a mark of overlayfs is left out, as of a
   * layer's tar.
   */
  public static MemoryTree ofWhole(MemoryTree whole) {
    MemoryTree.Builder tree = MemoryTree.builder();
    whole.walk(ImagePath.ROOT, (path, entry) -> put(tree, path, entry));
    return tree.build();
  }

  /**
   * A layer by what it makes of those below it.
   *
   * @param below the layers below it, the lowest first
   * @throws IOException if a tar can't be read
   * @throws KobakoException if a tar is not what it should be
   */
  public static MemoryTree over(List<LayerTar> below, LayerTar layer) throws IOException {
    List<LayerTar> all = new ArrayList<>(below);
    all.add(layer);
    MemoryTree.Builder tree = MemoryTree.builder();
    LayerChanges changes =
        LayerChanges.between(LayeredTree.fromLayers(below), LayeredTree.fromLayers(all));
    changes
        .byPath()
        .forEach((path, change) -> {
          switch (change) {
            case LayerChanges.Change.Put(Entry entry) -> put(tree, path, entry);
            case LayerChanges.Change.Gone() -> tree.put(path, GONE);
          }
        });
    return tree.build();
  }

  /** Whether nobody described a directory; whoever did describe it so, has another object. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isImplied(Entry entry) {
    return entry == MemoryTree.IMPLIED;
  }

  private static void put(MemoryTree.Builder tree, ImagePath path, Entry entry) {
    if (!isWhiteout(entry)) {
      tree.put(path, entry.withAttributes(harmless(entry.attributes())));
    }
  }

  /** Puts all marks; whether the layer has all directories that they lie in. */
  private static boolean mark(MemoryTree.Builder tree, Content tar, String name)
      throws IOException {
    try (TarReader reader = new TarReader(tar, name)) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarMember member = next.get();
        if (member.name().contains(WHITEOUT)) {
          TarPlace place = new TarPlace(name, member.offset());
          if (!mark(tree, MemberName.of(member.name(), TarLimits.DEFAULT, place))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static Attributes harmless(Attributes attributes) {
    if (attributes.xattrs().keySet().stream().noneMatch(OverlayTree::isOverlays)) {
      return attributes;
    }
    SortedMap<String, String> kept = new TreeMap<>(attributes.xattrs());
    kept.keySet().removeIf(OverlayTree::isOverlays);
    return attributes.withXattrs(kept);
  }

  /** The same marks count as where a {@link LayerApplication} applies them. */
  private static boolean mark(MemoryTree.Builder tree, MemberName name) {
    boolean opaque = !name.isRoot() && name.last().equals(OPAQUE_MARK);
    if (name.isRoot()
        || !name.last().startsWith(WHITEOUT)
        || (!opaque && name.names().stream().anyMatch(part -> part.startsWith(AUFS)))) {
      return true;
    }
    Resolution parent = tree.resolve("/" + String.join("/", name.parents()));
    if (!(parent.outcome() instanceof Resolution.Outcome.Found(Entry.Directory directory))) {
      return false;
    }
    if (opaque) {
      tree.put(parent.place(), opaque(directory));
      return true;
    }
    ImagePath place = parent.place().child(name.last().substring(WHITEOUT.length()));
    switch (tree.entry(place).orElse(null)) {
      case null -> tree.put(place, GONE);
      case Entry.Directory there -> tree.put(place, opaque(there));
      case Entry _ -> {}
    }
    return true;
  }

  private static Entry opaque(Entry.Directory directory) {
    SortedMap<String, String> all = new TreeMap<>(directory.attributes().xattrs());
    all.put(OPAQUE, "y");
    return directory.withAttributes(directory.attributes().withXattrs(all));
  }
}
