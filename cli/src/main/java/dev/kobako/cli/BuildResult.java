package dev.kobako.cli;

import dev.kobako.build.Plan;
import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.IndexAssembly;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was built: an image for each platform.
 *
 * @param parts in the order in which the platforms were asked for
 * @param annotations of each manifest, and of the index where there are several
 */
record BuildResult(List<Part> parts, Annotations annotations) {
  BuildResult {
    parts = List.copyOf(parts);
  }

  /**
   * The image for a platform.
   *
   * @param plan that it was built by
   * @param hasRun whether a step had to run for it
   */
  record Part(Platform platform, Plan plan, Image image, boolean hasRun) {}

  /** The image, or the index of all. */
  Artifact artifact() {
    List<Artifact> images = new ArrayList<>();
    parts.forEach(part -> images.add(annotations.on(Artifact.of(part.image()))));
    if (images.size() == 1) {
      return images.getFirst();
    }
    IndexAssembly index = IndexAssembly.EMPTY;
    for (int i = 0; i < images.size(); i++) {
      Platform platform = parts.get(i).platform();
      index = index.plus("image for " + platform, images.get(i), platform);
    }
    for (Map.Entry<String, String> note : annotations.index().entrySet()) {
      index = index.annotated(note.getKey(), note.getValue());
    }
    return index.artifact();
  }
}
