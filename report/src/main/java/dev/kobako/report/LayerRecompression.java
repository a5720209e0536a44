package dev.kobako.report;

import dev.kobako.image.CompressedSize;
import dev.kobako.image.Compression;
import dev.kobako.image.InParallel;
import dev.kobako.image.Layer;
import dev.kobako.report.TarCuts.Cut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compresses a layer again as it is, and without some of its bytes, in blocks: only a block that
 * has some of them has to be compressed a second time, so that what many pieces of advice save
 * takes little more than compressing the layer once. kobako's own gzip cuts its input in the same
 * way; for what others have compressed, the part is right and is applied to the blob that there is.
 *
 * <p>The layer is read once, and as many blocks are in memory as there are processors.
 */
final class LayerRecompression {
  /** As kobako's gzip has it. */
  private static final int GZIP_BLOCK = 1 << 20;

  /** Zstandard finds what is the same over longer distances. */
  private static final int ZSTD_BLOCK = 8 << 20;

  private final Layer layer;
  private final Compression compression;
  private final List<List<Cut>> cuts;
  private final int[] next;
  private final long[] without;
  private final int blockSize;
  private final int atOnce = Runtime.getRuntime().availableProcessors() + 1;
  private long whole;

  private LayerRecompression(Layer layer, List<List<Cut>> cuts) {
    this.layer = layer;
    this.compression = layer.compression();
    this.cuts = cuts;
    this.next = new int[cuts.size()];
    this.without = new long[cuts.size()];
    this.blockSize = compression instanceof Compression.Zstd ? ZSTD_BLOCK : GZIP_BLOCK;
  }

  /**
   * What the blob of a layer would lose.
   *
   * @param savings in bytes, one for each list of cuts
   * @param again how long the blob would be if it were compressed once more in the same way
   * @param best how long it would be as Zstandard
   */
  record Result(List<Long> savings, long again, long best) {}

  /** What a layer's blob would lose by each list of cuts. Reads it unless it is not compressed. */
  static Result of(Layer layer, List<List<Cut>> cuts) throws IOException {
    if (layer.compression() instanceof Compression.None) {
      long size = layer.descriptor().size();
      return new Result(
          cuts.stream().map(each -> each.stream().mapToLong(Cut::length).sum()).toList(),
          size,
          size);
    }
    return new LayerRecompression(layer, cuts).run();
  }

  private Result run() throws IOException {
    CompressedSize best = new CompressedSize(Compression.ZSTD);
    try (best;
        InputStream in = layer.open()) {
      long position = 0;
      int blocks = 0;
      List<Rest> rests = new ArrayList<>();
      byte[] bytes = in.readNBytes(blockSize);
      while (bytes.length > 0) {
        best.write(bytes, 0, bytes.length);
        rests.addAll(rests(position, bytes));
        position += bytes.length;
        blocks++;
        if (blocks % atOnce == 0) {
          measure(rests);
          rests.clear();
        }
        bytes = in.readNBytes(blockSize);
      }
      measure(rests);
    }
    double part = whole == 0 ? 0 : (double) layer.descriptor().size() / whole;
    List<Long> savings =
        Arrays.stream(without)
            .map(rest -> Math.max(0, Math.round((whole - rest) * part)))
            .boxed()
            .toList();
    return new Result(savings, whole, best.bytes());
  }

  /** A part of the tar without some of its bytes, that has to be measured. */
  private static final class Rest {
    private final byte[] bytes;
    private final List<Cut> gone;

    /** The lists of cuts that it is the rest of. */
    private final List<Integer> askedBy = new ArrayList<>();

    Rest(byte[] bytes, List<Cut> gone) {
      this.bytes = bytes;
      this.gone = gone;
    }
  }

  /** The block as it is, and each of its rests once, however many lists come to the same. */
  private Collection<Rest> rests(long position, byte[] bytes) {
    Map<List<Cut>, Rest> rests = new LinkedHashMap<>();
    rests.put(List.of(), new Rest(bytes, List.of()));
    for (int i = 0; i < cuts.size(); i++) {
      List<Cut> here = within(i, position, position + bytes.length);
      rests.computeIfAbsent(here, gone -> new Rest(bytes, gone)).askedBy.add(i);
    }
    return rests.values();
  }

  /**
   * Which parts of a block are cut out, counted from its start; blocks are asked in their order.
   */
  private List<Cut> within(int list, long start, long end) {
    List<Cut> all = cuts.get(list);
    List<Cut> here = new ArrayList<>();
    while (next[list] < all.size() && all.get(next[list]).from() < end) {
      Cut cut = all.get(next[list]);
      here.add(new Cut(Math.max(cut.from(), start) - start, Math.min(cut.to(), end) - start));
      if (cut.to() > end) {
        break;
      }
      next[list]++;
    }
    return here;
  }

  private void measure(List<Rest> rests) {
    List<Long> sizes = InParallel.map(rests, rest -> size(rest.bytes, rest.gone));
    for (int i = 0; i < rests.size(); i++) {
      long size = sizes.get(i);
      if (rests.get(i).gone.isEmpty()) {
        whole += size;
      }
      rests.get(i).askedBy.forEach(list -> without[list] += size);
    }
  }

  private long size(byte[] bytes, List<Cut> gone) {
    CompressedSize size = new CompressedSize(compression);
    int kept = 0;
    try (size) {
      int position = 0;
      for (Cut cut : gone) {
        size.write(bytes, position, (int) cut.from() - position);
        kept += (int) cut.from() - position;
        position = (int) cut.to();
      }
      size.write(bytes, position, bytes.length - position);
      kept += bytes.length - position;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kept == 0 ? 0 : size.bytes();
  }
}
