package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * COPY and ADD.
 *
 * @param parent the layers below it
 * @param files what is copied
 */
record PreparedCopy(Session session, CopyStep step, Chain parent, SelectedFiles files)
    implements PreparedStep {
  static PreparedCopy of(Session session, CopyStep step, Chain parent, Sources sources) {
    return new PreparedCopy(session, step, parent, new SelectedFiles(session, step, sources));
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
    return session.layer(
        step.isIndependent()
            ? onto(MemoryTree.builder().build())
            : session.trees().asked(parent, this::onto));
  }

  private SortedMap<ImagePath, Entry> onto(Tree below) {
    return session.at(step, () -> files.selection().onto(below));
  }
}
