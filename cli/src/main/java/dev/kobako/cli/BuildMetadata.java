package dev.kobako.cli;

import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What machines are told of a build.
 *
 * @param names of the image
 * @param written where it went
 */
record BuildMetadata(BuildResult result, List<String> names, List<BuildExport.Written> written) {
  BuildMetadata {
    names = List.copyOf(names);
    written = List.copyOf(written);
  }

  /** The places that it went to; none for standard output. */
  List<String> places() {
    return written.stream()
        .map(BuildExport.Written::place)
        .filter(place -> !place.isEmpty())
        .toList();
  }

  /**
   * What was made, in the form that it can be had in: what was pushed, else what is in the store,
   * else what another output wrote. Layers are compressed in one and not in another, so that they
   * have different digests.
   */
  Artifact artifact() {
    return written.stream()
        .min(Comparator.comparing(BuildExport.Written::kind))
        .map(BuildExport.Written::artifact)
        .orElseGet(result::artifact);
  }

  /** What {@code --metadata-file} holds, by BuildKit's keys. */
  Map<String, Object> file() {
    Artifact artifact = artifact();
    Descriptor descriptor = artifact.descriptor();
    Map<String, Object> json = new LinkedHashMap<>();
    if (!artifact.isIndex()) {
      json.put("containerimage.config.digest", config(artifact));
    }
    json.put("containerimage.descriptor", json(descriptor));
    json.put("containerimage.digest", descriptor.digest().toString());
    if (!names.isEmpty()) {
      json.put("image.name", String.join(",", names));
    }
    return json;
  }

  private static Map<String, Object> json(Descriptor descriptor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mediaType", descriptor.mediaType());
    json.put("digest", descriptor.digest().toString());
    json.put("size", descriptor.size());
    return json;
  }

  private static String config(Artifact image) {
    return image.blobs().getFirst().descriptor().digest().toString();
  }

  /** The result for {@code --json}. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("digest", artifact().descriptor().digest().toString());
    json.put("names", names);
    json.put("written", places());
    json.put("images", result.parts().stream().map(BuildMetadata::part).toList());
    return json;
  }

  private static Map<String, Object> part(BuildResult.Part part) {
    BuildSummary summary = new BuildSummary(part);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("platform", part.platform().toString());
    json.put("digest", part.image().descriptor().digest().toString());
    json.put("bytes", summary.lines().stream().mapToLong(BuildSummary.Line::bytes).sum());
    json.put("layers", summary.lines().stream().map(BuildMetadata::layer).toList());
    if (part.hasRun()) {
      json.put("biggestAdded", summary.biggest().stream().map(BuildMetadata::file).toList());
    }
    return json;
  }

  private static Map<String, Object> layer(BuildSummary.Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("diffId", line.layer().diffId().toString());
    json.put("bytes", line.bytes());
    json.put("createdBy", line.by());
    json.put("ofBase", !line.own());
    return json;
  }

  private static Map<String, Object> file(BuildSummary.Big file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", file.path().toString());
    json.put("bytes", file.bytes());
    json.put("createdBy", file.by());
    return json;
  }
}
