package dev.kobako.report;

import dev.kobako.image.Image;
import dev.kobako.image.InParallel;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.LayerPassage;
import dev.kobako.tree.LayerReplay;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarLimits;
import dev.kobako.tree.TarMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The layers of an image after they have passed, each read once. They can be applied again and
 * again.
 *
 * @param layers the lowest first
 * @param instructions that made the layers, as the history says
 * @param tree what they come to; its files are {@link Shipment}s
 */
record LayerStack(List<ScannedLayer> layers, List<String> instructions, MemoryTree tree) {
  LayerStack {
    layers = List.copyOf(layers);
    instructions = List.copyOf(instructions);
  }

  /** Of each layer; its directories that are only named in paths have the same bound. */
  static final TarLimits LIMITS = TarLimits.DEFAULT.withEntries(ScanAllowance.MOST_ENTRIES);

  /** Reads all layers of an image, as many at the same time as there are processors. */
  static List<ScannedLayer> scan(Image image, long mostEntries) throws IOException {
    return scan(image.layers(), mostEntries);
  }

  /**
   * The same of layers that may be only some of an image's; their numbers are those in the list.
   */
  static List<ScannedLayer> scan(List<Layer> layers, long mostEntries) throws IOException {
    List<ScannedLayer> scanned = new ArrayList<>(layers.size());
    scan(layers, mostEntries, scanned::add);
    compare(scanned);
    return scanned;
  }

  private static void scan(List<Layer> layers, long mostEntries, Consumer<ScannedLayer> next)
      throws IOException {
    ScanAllowance allowance = new ScanAllowance(mostEntries);
    List<Integer> numbers = IntStream.range(0, layers.size()).boxed().toList();
    inParallel(numbers, number -> ScannedLayer.of(layers.get(number), number, allowance), next);
  }

  /**
   * Reads what was skipped of files of the same size, since only these can be equal. Of most large
   * files there is only one of a size. Whoever compares before this has been done waits for what he
   * compares.
   */
  static void compare(List<ScannedLayer> layers) throws IOException {
    Map<Long, List<Shipment>> bySize = new HashMap<>();
    for (ScannedLayer layer : layers) {
      for (TarMember member : layer.members()) {
        Shipment shipment = ScannedLayer.shipment(member);
        if (shipment != null && shipment.size() >= LayerPassage.LARGE) {
          bySize.computeIfAbsent(shipment.size(), _ -> new ArrayList<>(1)).add(shipment);
        }
      }
    }
    List<Shipment> alike =
        bySize.values().stream()
            .filter(same -> same.size() > 1)
            .flatMap(List::stream)
            .filter(Shipment::isUnread)
            .toList();
    inParallel(
        alike,
        shipment -> {
          shipment.fingerprint();
          return shipment;
        },
        _ -> {});
  }

  /** Work that reads. */
  private interface Reading<A, B> {
    B of(A each) throws IOException;
  }

  private static <A, B> void inParallel(List<A> all, Reading<A, B> reading, Consumer<B> next)
      throws IOException {
    try {
      InParallel.inTurn(
          all,
          each -> {
            try {
              return reading.of(each);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          },
          next);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Applies layers; {@code observers} gives the one that is told of each of them. */
  static MemoryTree apply(List<ScannedLayer> layers, IntFunction<LayerObserver> observers) {
    LayerReplay replay = new LayerReplay(LIMITS);
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).apply(i, replay, observers);
    }
    return replay.tree();
  }

  /**
   * The layers of an image. Each is applied as soon as those below it are, while others are read;
   * so nothing has been {@link #compare compared} yet.
   *
   * @param observers gives the one that is told of a layer by its number
   */
  static LayerStack of(Image image, long mostEntries, IntFunction<LayerObserver> observers)
      throws IOException {
    LayerReplay replay = new LayerReplay(LIMITS);
    List<ScannedLayer> layers = new ArrayList<>(image.layers().size());
    scan(
        image.layers(),
        mostEntries,
        layer -> {
          layer.apply(layers.size(), replay, observers);
          layers.add(layer);
        });
    return new LayerStack(layers, SettingSearch.instructions(image), replay.tree());
  }

  /** What made a layer; empty where the history says nothing. */
  String instruction(int layer) {
    return instructions.get(layer);
  }
}
