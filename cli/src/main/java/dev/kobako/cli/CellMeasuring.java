package dev.kobako.cli;

import dev.kobako.compare.CellFailure;
import dev.kobako.compare.CellSettings;
import dev.kobako.compare.Figures;
import dev.kobako.compare.Measure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerPacking;
import java.io.IOException;
import java.nio.file.Path;

/** What is done with the image of a cell, and what is found out about it meanwhile. */
record CellMeasuring(CompareMeans means, CompareWorkshop workshop, CellSettings settings) {
  /** All of a cell that is built. */
  Figures figures(BuiltCell build) throws IOException, CellFailure {
    BuiltCell.Made made = build.make(workshop);
    return figures(made.image(), made.figures());
  }

  /**
   * All of an image.
   *
   * @param known what is known of it
   */
  Figures figures(Image image, Figures known) throws IOException, CellFailure {
    try (ScratchFolder scratch = workshop.scratch(CompareWorkshop.MADE)) {
      return sizes(image, known, scratch.path());
    }
  }

  private Figures sizes(Image image, Figures known, Path scratch) throws IOException, CellFailure {
    Compression compression = settings.post().packing();
    LayerPacking packing = workshop.cache().packed();
    long disk = 0;
    long pull = 0;
    try (FileSizes sizes = new FileSizes(means.homes().store())) {
      for (Layer layer : image.layers()) {
        disk += sizes.of(layer).bytes().orElse(0);
        pull += packing.pack(scratch, compression, layer).descriptor().size();
      }
    } catch (KobakoException e) {
      throw CompareCells.failure("size", e, "");
    }
    return known.with(Measure.DISK, disk).with(Measure.PULL, pull);
  }
}
