package dev.kobako.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes manifests and indexes anew for layers that were packed anew or for another format. Works
 * on the JSON, so that fields which kobako doesn't know survive.
 *
 * @param conversion that is done
 * @param repacked new layers by the digests of the old blobs
 */
record ManifestConversion(Conversion conversion, Map<Digest, Layer> repacked) {
  /** What says where the files are within a blob, for clients that read it by ranges. */
  private static final List<String> ABOUT_THE_BLOB =
      List.of(
          "containerd.io/snapshot/stargz/",
          "io.containers.estargz.",
          "io.github.containers.zstd-chunked.");

  /** All that Docker's format knows of a manifest, list or descriptor. */
  private static final Set<String> DOCKER_FIELDS =
      Set.of(
          "schemaVersion",
          "mediaType",
          "config",
          "layers",
          "manifests",
          "digest",
          "size",
          "urls",
          "platform");

  /** An artifact with all of its images converted; itself if nothing changes. */
  Artifact convert(Artifact artifact) {
    if (artifact.isIndex()) {
      return index(artifact);
    }
    return artifact.isImage() ? image(artifact) : artifact;
  }

  private Artifact image(Artifact image) {
    JsonObject json = Json.object("image " + image.descriptor().digest(), image.manifestBytes());
    boolean anyRepacked =
        image.layers().stream()
            .anyMatch(layer -> repacked.containsKey(layer.descriptor().digest()));
    ImageFormat format = conversion.formatFor(format(image, json), anyRepacked);
    List<Artifact.Blob> blobs = new ArrayList<>();
    Artifact.Blob config = image.blobs().getFirst();
    Map<String, Object> configJson =
        descriptor(json.requiredObject("config"), format, format.config(), config.descriptor());
    blobs.add(blob(configJson, config.content()));
    List<Map<String, Object>> layersJson = new ArrayList<>();
    List<JsonObject> layers = json.objects("layers");
    for (int i = 0; i < layers.size(); i++) {
      Artifact.Blob old = image.layers().get(i);
      Map<String, Object> layerJson = layer(layers.get(i), format, old.descriptor());
      Layer packed = packed(old.descriptor());
      layersJson.add(layerJson);
      blobs.add(blob(layerJson, packed == null ? old.content() : packed.blob()));
    }
    if (sameContents(image.blobs(), blobs) && format == format(image, json)) {
      return image;
    }
    Map<String, Object> manifest = top(json, format, format.manifest());
    manifest.replace("config", configJson);
    manifest.replace("layers", layersJson);
    byte[] bytes = Json.bytes(manifest);
    return new Artifact(
        described(image.descriptor(), format.manifest(), bytes),
        Content.of(bytes),
        blobs,
        List.of());
  }

  private @Nullable Layer packed(Descriptor old) {
    return conversion.repacks(old.mediaType()) ? repacked.get(old.digest()) : null;
  }

  private Map<String, Object> layer(JsonObject json, ImageFormat format, Descriptor old) {
    Layer packed = packed(old);
    if (packed == null) {
      return descriptor(json, format, format.layerLike(old.mediaType()), old);
    }
    Map<String, Object> edited =
        descriptor(json, format, format.layer(packed.compression()), packed.descriptor());
    edited.remove("data");
    edited.remove("urls");
    if (json.has("annotations")) {
      SortedMap<String, String> kept = new TreeMap<>(old.annotations());
      kept.keySet().removeIf(key -> ABOUT_THE_BLOB.stream().anyMatch(key::startsWith));
      edited.replace("annotations", kept);
      edited.remove("annotations", Map.of());
    }
    return edited;
  }

  private Artifact index(Artifact index) {
    String place = "index " + index.descriptor().digest();
    JsonObject json = Json.object(place, index.manifestBytes());
    List<Artifact> parts = index.parts().stream().map(this::convert).toList();
    ImageFormat present = format(index, json);
    ImageFormat format = conversion.format().orElse(newFormat(index.parts(), parts, present));
    if (format == present && index.parts().equals(parts)) {
      return index;
    }
    Map<String, String> successors = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      successors.put(digest(index.parts().get(i)), digest(parts.get(i)));
    }
    List<JsonObject> entries = json.objects("manifests");
    List<Map<String, Object>> entriesJson = new ArrayList<>();
    List<Artifact> kept = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Artifact part = parts.get(i);
      if (format == ImageFormat.DOCKER && !part.isImage() && !part.isIndex()) {
        continue;
      }
      Map<String, Object> entry = entry(entries.get(i), format, part, successors);
      entriesJson.add(entry);
      kept.add(part.as(Descriptor.of(new JsonObject(place, entry))));
    }
    Map<String, Object> list = top(json, format, format.index());
    list.replace("manifests", entriesJson);
    byte[] bytes = Json.bytes(list);
    return new Artifact(
        described(index.descriptor(), format.index(), bytes), Content.of(bytes), List.of(), kept);
  }

  /** A list of Docker's that gets images of OCI's format becomes an OCI index. */
  private static ImageFormat newFormat(
      List<Artifact> old, List<Artifact> parts, ImageFormat present) {
    boolean gotOci = false;
    for (int i = 0; i < parts.size(); i++) {
      gotOci |=
          !old.get(i).equals(parts.get(i))
              && ImageFormat.of(parts.get(i).descriptor().mediaType()) == ImageFormat.OCI;
    }
    return gotOci ? ImageFormat.OCI : present;
  }

  private static Map<String, Object> entry(
      JsonObject json, ImageFormat format, Artifact part, Map<String, String> successors) {
    Map<String, Object> edited =
        descriptor(json, format, part.descriptor().mediaType(), part.descriptor());
    SortedMap<String, String> annotations = json.textMap("annotations");
    String referred = annotations.get(IndexAssembly.REFERS_TO);
    if (referred != null) {
      annotations.put(IndexAssembly.REFERS_TO, successors.getOrDefault(referred, referred));
      edited.replace("annotations", annotations);
    }
    return edited;
  }

  private static String digest(Artifact artifact) {
    return artifact.descriptor().digest().toString();
  }

  private static ImageFormat format(Artifact artifact, JsonObject json) {
    return ImageFormat.of(json.text("mediaType").orElse(artifact.descriptor().mediaType()));
  }

  /** A manifest or list with its type in the second place, where everybody has it. */
  private static Map<String, Object> top(JsonObject json, ImageFormat format, String mediaType) {
    Map<String, Object> edited = new LinkedHashMap<>();
    edited.put("schemaVersion", 2);
    edited.put("mediaType", mediaType);
    json.members().forEach((key, value) -> edited.putIfAbsent(key.toString(), value));
    return known(edited, format);
  }

  /** The JSON of a descriptor with another type, digest and size. */
  private static Map<String, Object> descriptor(
      JsonObject json, ImageFormat format, String mediaType, Descriptor content) {
    Map<String, Object> edited = new LinkedHashMap<>();
    json.members().forEach((key, value) -> edited.put(key.toString(), value));
    edited.put("mediaType", mediaType);
    edited.put("digest", content.digest().toString());
    edited.put("size", content.size());
    return known(edited, format);
  }

  private static Map<String, Object> known(Map<String, Object> json, ImageFormat format) {
    if (format == ImageFormat.DOCKER) {
      json.keySet().retainAll(DOCKER_FIELDS);
    }
    return json;
  }

  private static Artifact.Blob blob(Map<String, Object> json, Content content) {
    return new Artifact.Blob(Descriptor.of(new JsonObject("new manifest", json)), content);
  }

  /** What its home noted at it stays with it. */
  private static Descriptor described(Descriptor old, String mediaType, byte[] bytes) {
    return new Descriptor(
        mediaType,
        Digest.sha256(bytes),
        bytes.length,
        old.annotations(),
        old.platform(),
        Optional.empty());
  }

  private static boolean sameContents(List<Artifact.Blob> old, List<Artifact.Blob> blobs) {
    boolean same = old.size() == blobs.size();
    for (int i = 0; same && i < old.size(); i++) {
      Descriptor one = old.get(i).descriptor();
      Descriptor other = blobs.get(i).descriptor();
      same =
          one.mediaType().equals(other.mediaType())
              && one.digest().equals(other.digest())
              && one.size() == other.size();
    }
    return same;
  }
}
