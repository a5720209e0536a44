package dev.kobako.report;

import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.report.TarCuts.Cut;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What advice would save of an image's blobs; each layer that it is about is read once more. */
final class CompressedSavings {
  private static final int PARTS = 100;

  private final Image image;
  private final List<ScannedLayer> scanned;

  CompressedSavings(Image image, List<ScannedLayer> scanned) {
    this.image = image;
    this.scanned = scanned;
  }

  /**
   * What was found.
   *
   * @param savings one for each candidate, in bytes
   * @param compressions what other compressions would save, where that is worth a word
   */
  record Found(List<Long> savings, List<Advice> compressions) {}

  /** Whether it costs nothing to know: no layer is compressed. */
  boolean isFree() {
    return image.layers().stream()
        .allMatch(layer -> layer.compression() instanceof Compression.None);
  }

  /** Reads the layers. */
  Found of(List<Candidate> candidates) throws IOException {
    long[] sums = new long[candidates.size()];
    Map<Shipment, List<TarCuts.Ask>> asks = TarCuts.asks(candidates);
    List<Advice.Share> gzip = new ArrayList<>();
    List<Advice.Share> zstd = new ArrayList<>();
    for (int i = 0; i < scanned.size(); i++) {
      Layer layer = image.layers().get(i);
      List<List<Cut>> cuts = TarCuts.of(scanned.get(i), asks, candidates.size());
      LayerRecompression.Result result = LayerRecompression.of(layer, cuts);
      for (int n = 0; n < sums.length; n++) {
        sums[n] += result.savings().get(n);
      }
      long size = layer.descriptor().size();
      if (layer.compression() instanceof Compression.Gzip) {
        gzip.add(new Advice.Share(i, Math.max(0, size - result.again())));
      }
      zstd.add(new Advice.Share(i, Math.max(0, size - result.best())));
    }
    List<Long> savings = new ArrayList<>();
    for (long sum : sums) {
      savings.add(sum);
    }
    List<Advice> compressions = new ArrayList<>();
    better(zstd, "zstd").ifPresent(compressions::add);
    better(gzip, Compression.GZIP.toString()).ifPresent(compressions::add);
    return new Found(savings, compressions);
  }

  private Optional<Advice> better(List<Advice.Share> shares, String compression) {
    long saved = shares.stream().mapToLong(Advice.Share::bytes).sum();
    long blobs = image.layers().stream().mapToLong(layer -> layer.descriptor().size()).sum();
    if (saved == 0 || saved < blobs / PARTS) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            AdviceKind.COMPRESSION,
            "blobs compressed with " + compression,
            0,
            new Saving(0, OptionalLong.of(saved)),
            shares.stream().filter(share -> share.bytes() > 0).toList(),
            List.of(),
            "none; builders have an option for it",
            "kobako copy " + Advice.IMAGE + " TARGET --compression " + compression));
  }
}
