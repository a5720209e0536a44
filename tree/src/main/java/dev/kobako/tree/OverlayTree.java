package dev.kobako.tree;

import dev.kobako.image.Content;
import java.io.IOException;
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

  private static final String WHITEOUT = ".wh.";
  private static final String AUFS = ".wh..wh.";
  private static final String OPAQUE_MARK = ".wh..wh..opq";

  private OverlayTree() {}

  /** Whether an attribute is overlayfs's own, and means nothing in a layer but harm. */
  static boolean isOverlays(String attribute) {
    return attribute.startsWith("user.overlay.") || attribute.startsWith("trusted.overlay.");
  }

  /** Whether an entry is what overlayfs has for something that is gone. */
  public static boolean isWhiteout(Entry entry) {
    return entry instanceof Entry.Device(_, boolean block, long major, long minor)
        && !block
        && major == 0
        && minor == 0;
  }

  /**
   * The layer's tree with its marks in overlayfs's form. Links on the way to an entry are followed
   * inside the layer only. Contents stay slices of the tar. What only looks like a mark of
   * overlayfs is left out.
   *
   * @throws IOException if the tar can't be read
   * @throws dev.kobako.diagnostic.KobakoException if it is not what it should be
   */
  public static MemoryTree of(Content tar, String name) throws IOException {
    MemoryTree.Builder tree = MemoryTree.builder();
    LayeredTree.fromLayers(List.of(new LayerTar(tar, name, "")))
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              if (!isWhiteout(entry)) {
                tree.put(path, entry.withAttributes(harmless(entry.attributes())));
              }
            });
    try (TarReader reader = new TarReader(tar, name)) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarMember member = next.get();
        if (member.name().contains(WHITEOUT)) {
          TarPlace place = new TarPlace(name, member.offset());
          mark(tree, MemberName.of(member.name(), TarLimits.DEFAULT, place));
        }
      }
    }
    return tree.build();
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
  private static void mark(MemoryTree.Builder tree, MemberName name) {
    if (name.isRoot() || !name.last().startsWith(WHITEOUT)) {
      return;
    }
    boolean opaque = name.last().equals(OPAQUE_MARK);
    if (!opaque && name.names().stream().anyMatch(part -> part.startsWith(AUFS))) {
      return;
    }
    Resolution parent = tree.resolve("/" + String.join("/", name.parents()));
    switch (parent.outcome()) {
      case Resolution.Outcome.Found(Entry.Directory _) ->
          mark(tree, parent.place(), name.last(), opaque);
      case Resolution.Outcome.Missing() when parent.links().isEmpty() ->
          mark(tree, ImagePath.of("/" + String.join("/", name.parents())), name.last(), opaque);
      case Resolution.Outcome.Found _,
          Resolution.Outcome.Missing _,
          Resolution.Outcome.NotDirectory _,
          Resolution.Outcome.TooManyLinks _ -> {}
    }
  }

  private static void mark(
      MemoryTree.Builder tree, ImagePath directory, String mark, boolean opaque) {
    ImagePath place = opaque ? directory : directory.child(mark.substring(WHITEOUT.length()));
    switch (tree.entry(place).orElse(null)) {
      case null ->
          tree.put(
              place,
              opaque
                  ? opaque(MemoryTree.IMPLIED)
                  : new Entry.Device(Attributes.of(0), false, 0, 0));
      case Entry.Directory there -> tree.put(place, opaque(there));
      case Entry _ -> {}
    }
  }

  private static Entry opaque(Entry.Directory directory) {
    SortedMap<String, String> all = new TreeMap<>(directory.attributes().xattrs());
    all.put(OPAQUE, "y");
    return directory.withAttributes(directory.attributes().withXattrs(all));
  }
}
