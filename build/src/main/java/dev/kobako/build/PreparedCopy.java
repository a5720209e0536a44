package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.tree.MemoryTree;
import java.util.Optional;

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
  public Digest key() {
    KeyWriter key = session.key("COPY");
    CopyKey.write(step, key);
    key.digest(files.fingerprint());
    key.optional(step.isIndependent() ? Optional.empty() : Optional.of(parent.id().toString()));
    return key.key();
  }

  @Override
  public Layer layer(StepOutput output) {
    MemoryTree below =
        step.isIndependent() ? MemoryTree.builder().build() : session.trees().of(parent);
    return session.layer(session.at(step, () -> files.selection().onto(below)));
  }
}
