package dev.kobako.image;

import java.nio.file.Path;

/** How layers get another compression; {@link LayerWriter#repack} does the work. */
@FunctionalInterface
public interface LayerPacking {
  /**
   * The same layer with its tar packed anew.
   *
   * @param stagingFolder where the new blob may go, see {@link LayerWriter#write}
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the layer is damaged; outside,
   *     where it can't be read or the disk fails
   */
  Layer pack(Path stagingFolder, Compression compression, Layer layer);
}
