package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.LayerWriter;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * An original that is being read on a thread of its own. The image can be run meanwhile: that takes
 * its layers' folders, and the tree only where a user is named.
 */
final class OriginalReading implements AutoCloseable {
  private final String name;
  private final Image image;
  private final Ahead<Original> task;
  private final Ahead<Extent> extent;
  private final BegunClosure closure;

  private OriginalReading(
      String name, Image image, Ahead<Original> task, Ahead<Extent> extent, BegunClosure closure) {
    this.name = name;
    this.image = image;
    this.task = task;
    this.extent = extent;
    this.closure = closure;
  }

  /**
   * Begins to read, and then prepares what is needed later.
   *
   * @param request what will be asked of it
   */
  static OriginalReading begin(String name, Image image, LaidOut laidOut, SlimRequest request) {
    Ahead<Original> task =
        Ahead.begin("reading of the original", () -> Original.of(name, image, laidOut));
    Ahead<Extent> extent =
        Ahead.begin("head start", () -> measured(task.result(), request.compression()));
    return new OriginalReading(name, image, task, extent, begun(task, extent, request));
  }

  /** Only a run leaves time for it. */
  private static BegunClosure begun(
      Ahead<Original> task, Ahead<Extent> extent, SlimRequest request) {
    if (request.scenarios().isEmpty()) {
      return BegunClosure.NONE;
    }
    return switch (request.level()) {
      case REPACK, CLEAN -> BegunClosure.NONE;
      case PACKAGE, MINIMAL, PROVEN ->
          // one after the other: the run needs a processor too
          BegunClosure.begin(
              extent::result, () -> MinimalKeepSet.configured(task.result(), request.rules()));
    };
  }

  /** A head start while the image runs; what fails here is told where it is needed. */
  private static Extent measured(Original original, Compression compression) {
    original.packages().all();
    LayerWriter.prepare(compression);
    try {
      return Extent.of(original.image(), original.tree(), original.systemPackages());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was read, waiting for it.
   *
   * @throws dev.kobako.diagnostic.KobakoException as {@link Original#of}
   */
  Original original() {
    return task.result();
  }

  /**
   * How much it is, waiting for that.
   *
   * @throws dev.kobako.diagnostic.KobakoException as {@link Original#of}
   */
  Extent extent() {
    return extent.result();
  }

  /** The closure that was begun. */
  BegunClosure closure() {
    return closure;
  }

  /** Gives up what was begun and is not needed. */
  @Override
  public void close() {
    closure.close();
  }

  /** The image as something that scenarios are run on, before all of it is read. */
  Subject subject(LaidOut laidOut) {
    return new Subject(name, laidOut.folders(image.layers()), image.config(), new AwaitedTree());
  }

  /** The tree, waited for when it is first asked. */
  private final class AwaitedTree implements Tree {
    @Override
    public Optional<Entry> entry(ImagePath path) {
      return original().tree().entry(path);
    }

    @Override
    public List<String> names(ImagePath directory) {
      return original().tree().names(directory);
    }
  }
}
