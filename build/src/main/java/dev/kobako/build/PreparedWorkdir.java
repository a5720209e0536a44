package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.time.Instant;
import java.util.TreeMap;

/**
 * WORKDIR.
 *
 * @param parent the layers below it
 */
record PreparedWorkdir(Session session, WorkdirStep step, Chain parent) implements PreparedStep {
  @Override
  public Digest key() {
    return session.key("WORKDIR").text(step.path()).text(step.user()).digest(parent.id()).key();
  }

  @Override
  public Layer layer(StepOutput output) {
    MemoryTree tree = session.trees().of(parent);
    TreeMap<ImagePath, Entry> made = new TreeMap<>();
    Attributes attributes =
        Attributes.of(0755).withMtime(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    ImagePath place = ImagePath.of(step.path());
    while (!place.isRoot()) {
      made.put(place, tree.entry(place).orElse(new Entry.Directory(attributes)));
      place = place.parent().orElseThrow();
    }
    return session.layer(made);
  }
}
