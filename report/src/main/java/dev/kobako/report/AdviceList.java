package dev.kobako.report;

import java.util.List;

/**
 * What an image could be without.
 *
 * @param all pieces of advice, those that save most first
 * @param together what following all of it would save, but for another compression
 */
public record AdviceList(List<Advice> all, Saving together) {
  private static final int PARTS = 100;

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
        .filter(each ->
            each.saving().bytes() > 0
                ? each.saving().bytes() >= bytes / PARTS
                : each.saving().compressed().orElse(0) >= compressedBytes / PARTS)
        .toList();
  }
}
