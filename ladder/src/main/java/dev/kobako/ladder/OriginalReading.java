package dev.kobako.ladder;

import dev.kobako.check.Subject;
import dev.kobako.check.Trace;
import dev.kobako.image.Image;
import dev.kobako.image.LayerWriter;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * An original that is being read on a thread of its own. The image can be run meanwhile: that takes
 * its layers' folders, and the tree only where a user is named.
 */
final class OriginalReading {
  private final String name;
  private final Image image;
  private final Ahead<Original> task;

  private OriginalReading(String name, Image image, Ahead<Original> task) {
    this.name = name;
    this.image = image;
    this.task = task;
  }

  /**
   * Begins to read, and then prepares what is needed later.
   *
   * @param request what will be made of it
   */
  static OriginalReading begin(String name, Image image, LaidOut laidOut, SlimRequest request) {
    Ahead<Original> task =
        Ahead.begin("reading of the original", () -> Original.of(name, image, laidOut));
    Ahead<Boolean> _ = Ahead.begin("head start", () -> prepare(task.result(), request));
    return new OriginalReading(name, image, task);
  }

  /**
   * While the image runs: finds what would stay if that touched nothing, so that the JVM knows the
   * way when it is asked in earnest. What fails here is told there.
   */
  private static boolean prepare(Original original, SlimRequest request) throws IOException {
    original.packages().all();
    LayerWriter.prepare(request.compression());
    if (!request.scenarios().isEmpty()) {
      new Selection(original, request.rules())
          .of(request.level(), Trace.NONE, new LinkedHashMap<>());
    }
    return true;
  }

  /**
   * What was read, waiting for it.
   *
   * @throws dev.kobako.diagnostic.KobakoException as {@link Original#of}
   */
  Original original() {
    return task.result();
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
