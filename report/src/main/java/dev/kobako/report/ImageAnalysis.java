package dev.kobako.report;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Analyses an image wherever it is. Each layer is read once, as many at the same time as there are
 * processors, and nothing is written: of a file only what was seen of it stays in memory. Then the
 * layers are applied one after the other.
 */
public final class ImageAnalysis {
  private final Image image;
  private final long mostEntries;

  private ImageAnalysis(Image image, long mostEntries) {
    this.image = image;
    this.mostEntries = mostEntries;
  }

  /**
   * Reads and analyses an image.
   *
   * @throws IOException if a layer can't be read
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a layer is damaged or the image
   *     has more entries than can be held in memory
   */
  public static Analysis of(Image image) throws IOException {
    return of(image, ScannedLayer.Allowance.MOST_ENTRIES);
  }

  static Analysis of(Image image, long mostEntries) throws IOException {
    return new ImageAnalysis(image, mostEntries).analyse();
  }

  private Analysis analyse() throws IOException {
    List<ScannedLayer> scanned = LayerStack.scan(image, mostEntries);
    FutureTask<DiveFigures> dive = new FutureTask<>(() -> dive(scanned));
    Thread.ofPlatform().daemon().start(dive);
    Ledger ledger = new Ledger(scanned.size());
    Stocktaking stock = Stocktaking.of(LayerStack.apply(scanned, ledger::at));
    List<Waste> waste = ledger.waste();
    List<Long> bytes = scanned.stream().map(ScannedLayer::bytes).toList();
    return new Analysis(
        layers(image, bytes, ledger.changes(), waste),
        stock.contents(),
        waste,
        stock.duplicates(),
        ledger.lostLinks(),
        ledger.privileged(stock::name),
        ledger.secrets(stock::name),
        result(dive));
  }

  private static DiveFigures result(FutureTask<DiveFigures> dive) {
    try {
      return dive.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KobakoException.outside(Diagnostic.of("kobako", "stopped"), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DiveFigures dive(List<ScannedLayer> layers) {
    DiveCount count = new DiveCount();
    layers.forEach(layer -> count.add(layer.members()));
    return count.figures();
  }

  static List<LayerAnalysis> layers(
      Image image,
      List<Long> bytes,
      List<LayerAnalysis.Changes> changes,
      List<Waste> waste) {
    long[] hidden = new long[bytes.size()];
    long[] caused = new long[bytes.size()];
    for (Waste each : waste) {
      hidden[each.shippedBy()] += each.bytes();
      caused[each.hiddenBy()] += each.bytes();
    }
    List<String> instructions = LayerStack.instructions(image);
    List<LayerAnalysis> all = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      Layer layer = image.layers().get(i);
      all.add(
          new LayerAnalysis(
              i,
              layer.descriptor().digest(),
              i < instructions.size() ? instructions.get(i) : "",
              bytes.get(i),
              layer.descriptor().size(),
              changes.get(i),
              hidden[i],
              caused[i]));
    }
    return all;
  }
}
