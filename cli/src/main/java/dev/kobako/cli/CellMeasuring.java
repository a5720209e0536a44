package dev.kobako.cli;

import dev.kobako.build.LaidOutImages;
import dev.kobako.check.Subject;
import dev.kobako.compare.CellFailure;
import dev.kobako.compare.CellSettings;
import dev.kobako.compare.Figures;
import dev.kobako.compare.Measure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerPacking;
import dev.kobako.sandbox.Containers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/**
 * What is done with the image of a cell, and what is found out about it meanwhile.
 *
 * @param containers asked for if it is run
 * @param running held while it is run: cells may want the same port
 */
record CellMeasuring(
    CompareMeans means,
    CompareWorkshop workshop,
    CellSettings settings,
    Supplier<Containers> containers,
    Lock running) {
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
      LaidOutImages laidOut = new LaidOutImages(workshop.cache());
      CellRuns runs = new CellRuns(means, settings);
      Image made = posts(image, laidOut, runs, scratch.path());
      return started(runs, made, laidOut, sizes(made, known, scratch.path()));
    }
  }

  /** Level proven runs images, so that it must be alone. */
  private Image posts(Image image, LaidOutImages laidOut, CellRuns runs, Path scratch)
      throws IOException, CellFailure {
    running.lock();
    try {
      return new CellPosts(means, settings, laidOut, () -> runs.trials(containers.get()), scratch)
          .applied(image);
    } finally {
      running.unlock();
    }
  }

  private Figures started(CellRuns runs, Image image, LaidOutImages laidOut, Figures known)
      throws CellFailure {
    if (!runs.isAny()) {
      return known;
    }
    running.lock();
    try {
      Subject subject =
          new Subject("the image", laidOut.layers(image), image.config(), laidOut.tree(image));
      Containers all = containers.get();
      runs.check(all, subject);
      return runs.start(all, subject, known);
    } catch (KobakoException e) {
      throw CompareCells.failure("run", e, "");
    } finally {
      running.unlock();
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
