package dev.kobako.build;

import dev.kobako.image.Layer;
import dev.kobako.tree.Attributes;
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
    LayerDraft draft = new LayerDraft(session.trees().of(parent));
    Attributes attributes =
        Attributes.of(LayerDraft.PARENT_MODE)
            .withMtime(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    return session.layer(
        session.at(
            step,
            () -> {
              FileOwner owner = FileOwner.of(step.user(), session.trees().of(parent));
              draft.makeDirectories(
                  draft.resolve(step.path()), attributes.withOwner(owner.uid(), owner.gid()));
              return draft.entries();
            }));
  }
}
