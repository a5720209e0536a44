package dev.kobako.cli;

import dev.kobako.build.BaseImages;
import dev.kobako.build.BuildContexts;
import dev.kobako.build.LaidOutImages;
import dev.kobako.compare.CellFailure;
import dev.kobako.compare.Change;
import dev.kobako.compare.Figures;
import dev.kobako.compare.Measure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A cell that is built from a Dockerfile.
 *
 * @param bases all that it starts from
 * @param change what is done between two builds
 */
record BuiltCell(
    CompareMeans means,
    CellBuilder builder,
    BuildContexts.Opened opened,
    BaseImages images,
    List<Image> bases,
    Optional<Change> change) {
  BuiltCell {
    bases = List.copyOf(bases);
  }

  /** The image, and how long it took. */
  record Made(Image image, Figures figures) {}

  /**
   * Builds it with nothing known, then once more after the change. That bases are unpacked first is
   * in no time.
   */
  Made make(CompareWorkshop workshop) throws IOException, CellFailure {
    workshop.cache().forgetSteps();
    LaidOutImages laidOut = new LaidOutImages(workshop.cache());
    try {
      bases.forEach(laidOut::layers);
    } catch (KobakoException e) {
      throw CompareCells.failure("base", e, "");
    }
    long start = System.nanoTime();
    Image image = built("build", opened, workshop);
    Figures figures = Figures.NONE.with(Measure.BUILD, System.nanoTime() - start);
    return change.isEmpty()
        ? new Made(image, figures)
        : new Made(image, figures.with(Measure.REBUILD, rebuilt(change.get(), workshop)));
  }

  private long rebuilt(Change what, CompareWorkshop workshop) throws IOException, CellFailure {
    try (ScratchFolder scratch = workshop.scratch(CompareWorkshop.CHANGED)) {
      CellContext changed =
          new CellContext(opened)
              .changed(what, scratch.path(), workshop.cache().folder().resolve("digests"));
      long start = System.nanoTime();
      Image _ = built("rebuild", changed.opened(), workshop);
      return System.nanoTime() - start;
    }
  }

  private Image built(String phase, BuildContexts.Opened from, CompareWorkshop workshop)
      throws IOException, CellFailure {
    BuildOutputTail output = new BuildOutputTail();
    try (BuildDisplay display = output.display()) {
      return builder.build(from, workshop.cache(), images, display);
    } catch (KobakoException e) {
      throw CompareCells.failure(phase, e, output.lines());
    }
  }
}
