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
  public StepKey key() {
    return StepKey.of(
        session.key("WORKDIR").text(step.path()).text(step.user()).digest(parent.id()).key());
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
