package dev.kobako.report;

import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.InParallel;
import dev.kobako.image.Layer;
import dev.kobako.tree.Entry;
import dev.kobako.tree.LayerReplay;
import dev.kobako.tree.Origin;
import dev.kobako.tree.TarLimits;
import dev.kobako.tree.TarMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
    List<ScannedLayer> scanned = scanned();
    DiveFigures dive = dive(scanned);
    Ledger ledger = new Ledger();
    LayerReplay replay = new LayerReplay(TarLimits.DEFAULT);
    List<LayerAnalysis.Changes> changes = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < scanned.size(); i++) {
      ScannedLayer layer = scanned.get(i);
      ledger.begin(i);
      replay.apply(layer.members(), layer.name(), new Origin(i, ""), ledger);
      changes.add(ledger.changes());
      bytes.add(layer.members().stream().mapToLong(ImageAnalysis::size).sum());
    }
    Stocktaking stock = Stocktaking.of(replay.tree());
    List<Waste> waste = ledger.waste();
    return new Analysis(
        layers(bytes, changes, waste),
        stock.contents(),
        waste,
        stock.duplicates(),
        ledger.lostLinks(),
        ledger.privileged(),
        ledger.secrets(),
        dive);
  }

  private List<ScannedLayer> scanned() throws IOException {
    ScannedLayer.Allowance allowance = ScannedLayer.Allowance.of(mostEntries);
    List<Integer> numbers = IntStream.range(0, image.layers().size()).boxed().toList();
    try {
      return InParallel.map(
          numbers,
          number -> {
            try {
              return ScannedLayer.of(image.layers().get(number), number, allowance);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static DiveFigures dive(List<ScannedLayer> layers) {
    DiveCount count = new DiveCount();
    layers.forEach(layer -> count.add(layer.members()));
    return count.figures();
  }

  private static long size(TarMember member) {
    return member.item() instanceof TarMember.Item.Placed(Entry.RegularFile file)
        ? file.content().size()
        : 0;
  }

  private List<LayerAnalysis> layers(
      List<Long> bytes, List<LayerAnalysis.Changes> changes, List<Waste> waste) {
    long[] hidden = new long[bytes.size()];
    long[] caused = new long[bytes.size()];
    for (Waste each : waste) {
      hidden[each.shippedBy()] += each.bytes();
      caused[each.hiddenBy()] += each.bytes();
    }
    List<String> instructions = instructions();
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

  private List<String> instructions() {
    return image.config().history().stream()
        .filter(entry -> !entry.emptyLayer())
        .map(entry -> entry.createdBy().or(entry::comment).orElse(""))
        .toList();
  }
}
