package dev.kobako.report;

import dev.kobako.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Makes advice of what was found in an image. */
final class Adviser {
  /** In thousands of layers each may hide something: of what weighs least nothing is said then. */
  private static final int MOST = 500;

  private final Image image;
  private final List<ScannedLayer> scanned;
  private final boolean compressed;

  /**
   * An adviser.
   *
   * @param scanned the layers of the image
   * @param compressed whether compressed layers may be read once more for what advice saves of
   *     them; of others that is known without
   */
  Adviser(Image image, List<ScannedLayer> scanned, boolean compressed) {
    this.image = image;
    this.scanned = scanned;
    this.compressed = compressed;
  }

  AdviceList advice(Ledger ledger, Stocktaking stock) throws IOException {
    List<Candidate> found = candidates(ledger, stock);
    Candidate together = Candidate.union(found);
    List<Candidate> candidates =
        new ArrayList<>(
            found.stream()
                .sorted((one, other) -> Long.compare(other.bytes(), one.bytes()))
                .limit(MOST)
                .toList());
    candidates.add(together);
    CompressedSavings savings = new CompressedSavings(image, scanned);
    List<Advice> all = new ArrayList<>();
    Saving sum = new Saving(together.bytes(), OptionalLong.empty());
    if (compressed || savings.isFree()) {
      CompressedSavings.Found weighed = savings.of(candidates);
      for (int i = 0; i < candidates.size() - 1; i++) {
        all.add(candidates.get(i).advice(OptionalLong.of(weighed.savings().get(i))));
      }
      sum = new Saving(together.bytes(), OptionalLong.of(weighed.savings().getLast()));
      all.addAll(weighed.compressions());
    } else {
      candidates.removeLast();
      candidates.forEach(each -> all.add(each.advice(OptionalLong.empty())));
    }
    all.sort(order());
    return new AdviceList(all, sum);
  }

  /** What saves the larger part comes first. No AOT cache can hold the lambdas of combinators. */
  private Comparator<Advice> order() {
    long bytes = scanned.stream().mapToLong(ScannedLayer::bytes).sum();
    long blobs = image.layers().stream().mapToLong(layer -> layer.descriptor().size()).sum();
    return (one, other) -> {
      int byPart =
          Double.compare(other.saving().part(bytes, blobs), one.saving().part(bytes, blobs));
      if (byPart != 0) {
        return byPart;
      }
      int byBytes = Long.compare(other.saving().bytes(), one.saving().bytes());
      if (byBytes != 0) {
        return byBytes;
      }
      int byKind = one.kind().compareTo(other.kind());
      return byKind != 0 ? byKind : one.what().compareTo(other.what());
    };
  }

  private List<Candidate> candidates(Ledger ledger, Stocktaking stock) throws IOException {
    AdviceSearch search = new AdviceSearch(stock.packages(), image.config().environment());
    stock.files().forEach((file, named) -> search.visible(named.path(), named.kind(), file));
    List<String> instructions = SettingSearch.instructions(image);
    ledger.hidden().forEach((file, waste) -> search.hidden(file, waste, instructions));
    for (List<Shipment> group : stock.sameBytes()) {
      search.same(group.stream().map(file -> Map.entry(stock.path(file), file)).toList());
    }
    return search.candidates();
  }
}
