package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.FileContent;
import dev.kobako.image.Layer;
import dev.kobako.image.StagedFile;
import dev.kobako.tree.LayerChanges;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer that is written before it is known whether it is in the cache, if one is. Not safe for
 * use by several threads.
 */
final class LayerAhead implements AutoCloseable {
  private final Session session;
  private @Nullable Layer staged;

  LayerAhead(Session session) {
    this.session = session;
  }

  /** Writes it. Where that fails there is none: who needs it tries again, and tells what fails. */
  void write(Supplier<LayerChanges> changes) {
    try {
      staged = session.stagedLayer(changes.get());
    } catch (KobakoException | MissingLayerException _) {
      // see above
    }
  }

  /** The layer, which is the caller's from now on. */
  Optional<Layer> take() {
    Optional<Layer> taken = Optional.ofNullable(staged);
    staged = null;
    return taken;
  }

  /** Removes it, if nobody has taken it. */
  @Override
  public void close() {
    if (take().map(Layer::blob).orElse(null) instanceof FileContent file) {
      new StagedFile(file.file()).delete();
    }
  }
}
