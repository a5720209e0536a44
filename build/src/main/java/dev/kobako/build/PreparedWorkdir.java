package dev.kobako.build;

import dev.kobako.image.Layer;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.Tree;
import java.time.Instant;

/**
 * WORKDIR.
 *
 * @param parent the layers below it
 */
record PreparedWorkdir(Session session, WorkdirStep step, Chain parent) implements PreparedStep {
  @Override
  public StepInputs inputs() {
    return session
        .inputs("WORKDIR")
        .with("path", step.path())
        .with("user", step.user())
        .with(StepInputs.BELOW, parent.id());
  }

  @Override
  public Layer layer(StepOutput output) {
    return session.layer(
        session.trees().asked(parent, below -> session.at(step, () -> changes(below))));
  }

  private LayerChanges changes(Tree below) {
    LayerDraft draft = new LayerDraft(below);
    Attributes attributes =
        Attributes.of(LayerDraft.PARENT_MODE)
            .withMtime(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    FileOwner owner = FileOwner.of(step.user(), below);
    draft.makeDirectories(
        draft.resolve(step.path()), attributes.withOwner(owner.uid(), owner.gid()));
    return draft.changes();
  }
}
