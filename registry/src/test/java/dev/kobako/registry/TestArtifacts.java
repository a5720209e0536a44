package dev.kobako.registry;

import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small images that are the same in each run; their layers are no tars. */
final class TestArtifacts {
  private TestArtifacts() {}

  /** Bytes that don't compress, another sequence for each seed. */
  static byte[] noise(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** An image with these layers. */
  static Artifact image(byte[]... layers) {
    return image(List.of(layers).stream().map(Content::of).toList(), List.of(layers));
  }

  /** An image whose layers are read from where they are. */
  static Artifact image(List<Content> contents, List<byte[]> layers) {
    Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, config(layers));
    List<Descriptor> descriptors =
        layers.stream().map(layer -> Descriptor.of(MediaType.OCI_LAYER, layer)).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 2);
    json.put("mediaType", MediaType.OCI_MANIFEST);
    json.put("config", json(config));
    json.put("layers", descriptors.stream().map(TestArtifacts::json).toList());
    byte[] manifest = Json.bytes(json);
    java.util.ArrayList<Artifact.Blob> blobs = new java.util.ArrayList<>();
    blobs.add(new Artifact.Blob(config, Content.of(config(layers))));
    for (int i = 0; i < layers.size(); i++) {
      blobs.add(new Artifact.Blob(descriptors.get(i), contents.get(i)));
    }
    return new Artifact(
        Descriptor.of(MediaType.OCI_MANIFEST, manifest), Content.of(manifest), blobs, List.of());
  }

  /** An index of those images for amd64, arm64 and so on. */
  static Artifact index(Artifact... images) {
    List<String> cpus = List.of("amd64", "arm64", "s390x");
    java.util.ArrayList<Artifact> parts = new java.util.ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      Descriptor descriptor =
          images[i]
              .descriptor()
              .withPlatform(dev.kobako.image.Platform.of("linux", cpus.get(i), Optional.empty()));
      parts.add(
          new Artifact(descriptor, images[i].manifest(), images[i].blobs(), images[i].parts()));
    }
    byte[] bytes =
        new dev.kobako.image.Index(parts.stream().map(Artifact::descriptor).toList()).bytes();
    return new Artifact(
        Descriptor.of(MediaType.OCI_INDEX, bytes), Content.of(bytes), List.of(), parts);
  }

  private static byte[] config(List<byte[]> layers) {
    String ids =
        String.join(
            ",",
            layers.stream().map(layer -> '"' + Digest.sha256(layer).toString() + '"').toList());
    return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/app\"]},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + ids
            + "]}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> json(Descriptor descriptor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mediaType", descriptor.mediaType());
    json.put("digest", descriptor.digest().toString());
    json.put("size", descriptor.size());
    return json;
  }
}
