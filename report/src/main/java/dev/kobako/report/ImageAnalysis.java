package dev.kobako.report;

import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Analyses an image wherever it is. Each layer is read once, as many at the same time as there are
 * processors, and nothing is written: of a file only what was seen of it stays in memory. Then the
 * layers are applied one after the other.
 */
public final class ImageAnalysis {
  private final Image image;
  private final Wishes wishes;
  private final long mostEntries;

  private ImageAnalysis(Image image, Wishes wishes, long mostEntries) {
    this.image = image;
    this.wishes = wishes;
    this.mostEntries = mostEntries;
  }

  /**
   * What an analysis does beyond what each one does.
   *
   * @param compressedSavings whether it finds out what advice saves of compressed layers, too,
   *     which reads them once more and compresses them
   * @param watched paths that somebody wants to know of
   */
  public record Wishes(boolean compressedSavings, List<PathPattern> watched) {
    /** No more than what costs little. */
    public static final Wishes NONE = new Wishes(false, List.of());

    public Wishes {
      watched = List.copyOf(watched);
    }

    /** The same with or without what advice saves of compressed layers. */
    public Wishes withCompressedSavings(boolean wanted) {
      return new Wishes(wanted, watched);
    }
  }

  /**
   * Reads and analyses an image.
   *
   * @throws IOException if a layer can't be read
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a layer is damaged or the image
   *     has more entries than can be held in memory
   */
  public static Analysis of(Image image) throws IOException {
    return of(image, Wishes.NONE);
  }

  /** The same, and what is wished beyond. */
  public static Analysis of(Image image, Wishes wishes) throws IOException {
    return new ImageAnalysis(image, wishes, ScanAllowance.MOST_ENTRIES).analyse().analysis;
  }

  static Analysis of(Image image, long mostEntries) throws IOException {
    return new ImageAnalysis(image, Wishes.NONE, mostEntries).analyse().analysis;
  }

  /**
   * The same, with every file beside it.
   *
   * @throws IOException as {@link #of}
   */
  public static ImageSurvey survey(Image image, Wishes wishes) throws IOException {
    Found found = new ImageAnalysis(image, wishes, ScanAllowance.MOST_ENTRIES).analyse();
    return new ImageSurvey(found.analysis, Inventory.of(found.stock));
  }

  /** What is found, and all files that it is about. */
  private record Found(Analysis analysis, Stocktaking stock) {}

  private Found analyse() throws IOException {
    Ledger ledger = new Ledger(image.layers().size());
    LayerStack stack = LayerStack.of(image, mostEntries, ledger::at);
    List<ScannedLayer> scanned = stack.layers();
    Aside<DiveFigures> dive = Aside.begin(() -> DiveCount.of(scanned));
    Stocktaking stock = Stocktaking.of(stack, image.config().environment());
    Aside<List<DuplicateFiles>> duplicates = Aside.begin(stock::duplicates);
    Aside<List<Waste>> hidden = Aside.begin(ledger::waste);
    AdviceList advice =
        new Adviser(image, scanned, wishes.compressedSavings()).advice(ledger, stock);
    List<Waste> waste = hidden.result();
    List<Long> bytes = scanned.stream().map(ScannedLayer::bytes).toList();
    Analysis analysis =
        new Analysis(
            layers(image, bytes, ledger.changes(), waste),
            stock.contents(),
            waste,
            duplicates.result(),
            ledger.lostLinks(),
            ledger.privileged(stock::name),
            ledger.secrets(stock::name),
            SettingSearch.in(image.config()),
            dive.result(),
            advice,
            watched(scanned));
    return new Found(analysis, stock);
  }

  private List<WatchedPaths> watched(List<ScannedLayer> scanned) {
    if (wishes.watched().isEmpty()) {
      return List.of();
    }
    PathWatch watch = new PathWatch(wishes.watched());
    return watch.paths(LayerStack.apply(scanned, watch::at));
  }

  static List<LayerAnalysis> layers(
      Image image, List<Long> bytes, List<LayerAnalysis.Changes> changes, List<Waste> waste) {
    long[] hidden = new long[bytes.size()];
    long[] caused = new long[bytes.size()];
    for (Waste each : waste) {
      hidden[each.shippedBy()] += each.bytes();
      caused[each.hiddenBy()] += each.bytes();
    }
    List<String> instructions = SettingSearch.instructions(image);
    List<LayerAnalysis> all = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      Layer layer = image.layers().get(i);
      all.add(
          new LayerAnalysis(
              i,
              layer.descriptor().digest(),
              instructions.get(i),
              bytes.get(i),
              layer.descriptor().size(),
              !(layer.compression() instanceof Compression.None),
              changes.get(i),
              hidden[i],
              caused[i]));
    }
    return all;
  }
}
