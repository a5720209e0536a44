package dev.kobako.report;

import java.util.List;

/**
 * What an image could be without.
 *
 * @param all pieces of advice, those first that save the larger part of the image, on disk or of
 *     its blobs
 * @param together what following all of it would save, but for another compression
 */
public record AdviceList(List<Advice> all, Saving together) {
  private static final double ONE_PERCENT = 0.01;

  public AdviceList {
    all = List.copyOf(all);
  }

  /**
   * Those that save one percent of the image at least, on disk or compressed.
   *
   * @param bytes of the image's files
   * @param compressedBytes of its blobs
   */
  public List<Advice> worthwhile(long bytes, long compressedBytes) {
    return all.stream()
        .filter(each -> each.saving().part(bytes, compressedBytes) >= ONE_PERCENT)
        .toList();
  }
}
