package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * COPY and ADD.
 *
 * @param parent the layers below it
 * @param files what is copied
 * @param ahead what was written before the key was known
 */
record PreparedCopy(
    Session session, CopyStep step, Chain parent, SelectedFiles files, LayerAhead ahead)
    implements PreparedStep {
  /** From so many bytes on that must be read in any case, reading them twice takes longer. */
  private static final long WORTH_WRITING = 32L << 20;

  static PreparedCopy of(Session session, CopyStep step, Chain parent, Sources sources) {
    return new PreparedCopy(
        session, step, parent, new SelectedFiles(session, step, sources), new LayerAhead(session));
  }

  /**
   * Large files of a context that nobody has seen as they are now: most likely they are in no layer
   * yet either, unless somebody else's builds are asked, so the layer is written while their
   * digests are made.
   */
  @Override
  public void begin() {
    if (step.from() instanceof CopySource.Context
        && !session.cache().hasImports()
        && files.selection().unread() >= WORTH_WRITING) {
      ahead.write(this::changes);
    }
  }

  @Override
  public void close() {
    ahead.close();
  }

  @Override
  public StepInputs inputs() {
    KeyWriter line = new KeyWriter("line");
    CopyKey.write(step, line);
    StepInputs inputs =
        session
            .inputs("COPY")
            .with("sources or flags", line.key())
            .with(StepInputs.FILES, files.fingerprint());
    return step.isIndependent() ? inputs : inputs.with(StepInputs.BELOW, parent.id());
  }

  @Override
  public Optional<CopyInventory> inventory() {
    return files.inventory();
  }

  @Override
  public StepKey key() {
    Digest key = inputs().key();
    return step.from() instanceof CopySource.Context context
        ? new StepKey(key, names(key, context))
        : StepKey.of(key);
  }

  /**
   * The key has no times, so that a touch rebuilds nothing. But the layer has them, and who copies
   * equal files of another project wants its own times: its record is another one.
   */
  private List<Digest> names(Digest key, CopySource.Context context) {
    List<Digest> names = new ArrayList<>();
    names.add(new KeyWriter("times").digest(key).digest(files.times()).key());
    session
        .contexts()
        .of(context.name())
        .folder()
        .ifPresent(folder -> names.add(new KeyWriter("folder").digest(key).text(folder).key()));
    names.add(new KeyWriter("Dockerfile").digest(key).digest(session.instructions()).key());
    return names;
  }

  @Override
  public Layer layer(StepOutput output) {
    return ahead.take().map(session.cache()::kept).orElseGet(() -> session.layer(changes()));
  }

  private LayerChanges changes() {
    return step.isIndependent()
        ? onto(MemoryTree.builder().build())
        : session.trees().asked(parent, this::onto);
  }

  private LayerChanges onto(Tree below) {
    return session.at(step, () -> files.selection().onto(below));
  }
}
