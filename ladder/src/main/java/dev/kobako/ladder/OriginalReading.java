package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.LayerWriter;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * An original that is being read on a thread of its own. The image can be run meanwhile: that takes
 * its layers' folders, and the tree only where a user is named.
 */
final class OriginalReading {
  private final String name;
  private final Image image;
  private final FutureTask<Original> task;

  private OriginalReading(String name, Image image, FutureTask<Original> task) {
    this.name = name;
    this.image = image;
    this.task = task;
  }

  /**
   * Begins to read, and then prepares what is needed later.
   *
   * @param compression that the result will have
   */
  static OriginalReading begin(String name, Image image, LaidOut laidOut, Compression compression) {
    FutureTask<Original> task = new FutureTask<>(() -> Original.of(name, image, laidOut));
    Thread.ofPlatform()
        .daemon()
        .name("reading of the original")
        .start(() -> {
          task.run();
          prepare(task, compression);
        });
    return new OriginalReading(name, image, task);
  }

  /** A head start; what fails here is told where it is needed. */
  private static void prepare(FutureTask<Original> task, Compression compression) {
    if (task.state() == FutureTask.State.SUCCESS) {
      try {
        task.resultNow().packages().all();
        LayerWriter.prepare(compression);
      } catch (RuntimeException _) {
        // read again where it is asked for
      }
    }
  }

  /**
   * What was read, waiting for it.
   *
   * @throws dev.kobako.diagnostic.KobakoException as {@link Original#of}
   */
  Original original() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the image was read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
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
