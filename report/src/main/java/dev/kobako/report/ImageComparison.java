package dev.kobako.report;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares two images wherever they are. Each layer is read once, also one that both have, and
 * nothing is written. Contents are compared by what was seen of them when they passed.
 */
public final class ImageComparison {
  private final Set<TreeDiff.Aspect> ignored;

  /**
   * A comparison.
   *
   * @param ignored in what files may differ without being told
   */
  public ImageComparison(Set<TreeDiff.Aspect> ignored) {
    this.ignored = Set.copyOf(ignored);
  }

  /**
   * Compares two images.
   *
   * @throws IOException if a layer can't be read
   * @throws KobakoException a finding, where a layer is damaged or an image has more entries than
   *     can be held in memory
   */
  public ImageDiff between(Image before, Image after) throws IOException {
    // All at once: large files of the same size are compared where both layers are known.
    List<Layer> layers = new ArrayList<>(before.layers());
    layers.addAll(after.layers());
    Map<Digest, ScannedLayer> read = read(layers);
    return diff(
        new Height(before, before.layers().size(), read),
        new Height(after, after.layers().size(), read),
        SettingChanges.between(before.config(), after.config()));
  }

  /**
   * Compares what an image is when only its lowest layers are there.
   *
   * @param before the last of the layers that the first tree has, 0 for the lowest
   * @param after the same of the second tree
   * @throws IOException if a layer can't be read
   * @throws KobakoException usage, where the image has no such layer; else as {@link #between}
   */
  public ImageDiff betweenLayers(Image image, int before, int after) throws IOException {
    requireLayer(image, before);
    requireLayer(image, after);
    Map<Digest, ScannedLayer> read = read(image.layers().subList(0, Math.max(before, after) + 1));
    return diff(new Height(image, before + 1, read), new Height(image, after + 1, read), List.of());
  }

  private static void requireLayer(Image image, int number) {
    int layers = image.layers().size();
    if (number < 0 || number >= layers) {
      throw KobakoException.usage(
          Diagnostic.of(
              "layer " + number,
              "the image has " + layers + (layers == 1 ? " layer" : " layers"),
              layers == 0
                  ? "an image without layers has nothing to compare"
                  : "write a number from 0, the lowest, to " + (layers - 1)));
    }
  }

  private static Map<Digest, ScannedLayer> read(List<Layer> layers) throws IOException {
    Set<Digest> chosen = new HashSet<>();
    List<Layer> unread = layers.stream().filter(layer -> chosen.add(layer.diffId())).toList();
    List<ScannedLayer> scanned = LayerStack.scan(unread, ScanAllowance.MOST_ENTRIES);
    Map<Digest, ScannedLayer> read = new HashMap<>();
    for (int i = 0; i < unread.size(); i++) {
      read.put(unread.get(i).diffId(), scanned.get(i));
    }
    return read;
  }

  /** The lowest layers of an image, and what they come to. */
  private static final class Height {
    private final List<Layer> layers;
    private final List<ScannedLayer> scanned;
    private final List<String> instructions;
    private final MemoryTree tree;
    private final Stocktaking stock;
    private final Contents contents;

    Height(Image image, int height, Map<Digest, ScannedLayer> read) throws IOException {
      layers = image.layers().subList(0, height);
      scanned =
          layers.stream().map(layer -> Objects.requireNonNull(read.get(layer.diffId()))).toList();
      instructions = SettingSearch.instructions(image);
      tree = LayerStack.apply(scanned, _ -> LayerObserver.NONE);
      stock =
          Stocktaking.of(new LayerStack(scanned, instructions, tree), image.config().environment());
      contents = stock.contents();
    }

    ImageDiff.Side side() {
      return new ImageDiff.Side(
          scanned.stream().mapToLong(ScannedLayer::bytes).sum(),
          layers.stream().mapToLong(layer -> layer.descriptor().size()).sum(),
          contents.bytes(),
          contents.files(),
          contents.unread());
    }

    LayerMatch match(int number, LayerMatch.Where where) {
      Layer layer = layers.get(number);
      return new LayerMatch(
          where,
          number,
          layer.diffId(),
          instructions.get(number),
          scanned.get(number).bytes(),
          layer.descriptor().size());
    }

    /** What a path accounts for. */
    long bytes(ImagePath path, Entry entry) {
      return entry instanceof Entry.RegularFile file
              && stock.name((Shipment) file.content()).filter(path::equals).isPresent()
          ? file.content().size()
          : 0;
    }
  }

  private ImageDiff diff(Height before, Height after, List<SettingChange> settings)
      throws IOException {
    return new ImageDiff(
        before.side(),
        after.side(),
        layers(before, after),
        changes(before, after),
        PortionChanges.between(before.contents.folders(), after.contents.folders()),
        PortionChanges.between(before.contents.kinds(), after.contents.kinds()),
        PortionChanges.between(before.contents.packagesByName(), after.contents.packagesByName()),
        PackageChanges.between(before.tree, before.contents, after.tree, after.contents),
        settings);
  }

  private List<FileChange> changes(Height before, Height after) throws IOException {
    TreeDiff diff =
        TreeDiff.between(
            before.tree,
            after.tree,
            ignored,
            (one, other) -> one.equals(other) || ((Shipment) one).sameBytes((Shipment) other));
    return diff.differences().stream().map(each -> change(each, before, after)).toList();
  }

  private static FileChange change(TreeDiff.Difference difference, Height before, Height after) {
    return switch (difference) {
      case TreeDiff.Difference.Added(ImagePath path, var entry) ->
          new FileChange(path, FileChange.What.ADDED, Set.of(), 0, after.bytes(path, entry));
      case TreeDiff.Difference.Removed(ImagePath path, var entry) ->
          new FileChange(path, FileChange.What.REMOVED, Set.of(), before.bytes(path, entry), 0);
      case TreeDiff.Difference.Changed(ImagePath path, var old, var now, var aspects) ->
          new FileChange(
              path, what(aspects), aspects, before.bytes(path, old), after.bytes(path, now));
    };
  }

  private static FileChange.What what(Set<TreeDiff.Aspect> aspects) {
    FileChange.What what = FileChange.What.TIME;
    for (TreeDiff.Aspect aspect : aspects) {
      switch (aspect) {
        case KIND, CONTENT, TARGET, DEVICE -> {
          return FileChange.What.CHANGED;
        }
        case MODE, OWNER, XATTRS, LINKS -> what = FileChange.What.ATTRIBUTES;
        case TIME -> {}
      }
    }
    return what;
  }

  /** Layers are the same where their tars are; one that comes twice is matched twice. */
  private static List<LayerMatch> layers(Height before, Height after) {
    Map<Digest, List<Integer>> left = new HashMap<>();
    for (int i = 0; i < before.layers.size(); i++) {
      left.computeIfAbsent(before.layers.get(i).diffId(), _ -> new ArrayList<>()).add(i);
    }
    boolean[] shared = new boolean[after.layers.size()];
    boolean[] told = new boolean[before.layers.size()];
    for (int i = 0; i < shared.length; i++) {
      List<Integer> same = left.getOrDefault(after.layers.get(i).diffId(), List.of());
      if (!same.isEmpty()) {
        told[same.removeFirst()] = true;
        shared[i] = true;
      }
    }
    List<LayerMatch> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < shared.length; i++) {
      // What is in the place of an added layer, or lies below a shared one.
      for (; next < told.length && !told[next]; next++) {
        all.add(before.match(next, LayerMatch.Where.REMOVED));
      }
      all.add(after.match(i, shared[i] ? LayerMatch.Where.SHARED : LayerMatch.Where.ADDED));
      if (shared[i]) {
        next++;
      }
    }
    for (; next < told.length; next++) {
      if (!told[next]) {
        all.add(before.match(next, LayerMatch.Where.REMOVED));
      }
    }
    return all;
  }
}
