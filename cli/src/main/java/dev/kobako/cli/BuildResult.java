package dev.kobako.cli;

import dev.kobako.build.Plan;
import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.IndexAssembly;
import dev.kobako.image.Manifest;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What was built: an image for each platform.
 *
 * @param parts in the order in which the platforms were asked for
 * @param annotations of each manifest
 * @param indexAnnotations of the index, where there are several
 */
record BuildResult(
    List<Part> parts,
    SortedMap<String, String> annotations,
    SortedMap<String, String> indexAnnotations) {
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
    parts.forEach(part -> images.add(annotated(Artifact.of(part.image()))));
    if (images.size() == 1) {
      return images.getFirst();
    }
    IndexAssembly index = IndexAssembly.EMPTY;
    for (int i = 0; i < images.size(); i++) {
      Platform platform = parts.get(i).platform();
      index = index.plus("image for " + platform, images.get(i), platform);
    }
    for (Map.Entry<String, String> note : indexAnnotations.entrySet()) {
      index = index.annotated(note.getKey(), note.getValue());
    }
    return index.artifact();
  }

  private Artifact annotated(Artifact image) {
    if (annotations.isEmpty()) {
      return image;
    }
    Descriptor old = image.descriptor();
    Manifest manifest = Manifest.parse("image", old, image.manifestBytes());
    byte[] bytes =
        new Manifest(manifest.mediaType(), manifest.config(), manifest.layers(), annotations)
            .bytes();
    Descriptor descriptor = Descriptor.of(manifest.mediaType(), bytes);
    return new Artifact(
        old.platform().map(descriptor::withPlatform).orElse(descriptor),
        Content.of(bytes),
        image.blobs(),
        List.of());
  }
}
