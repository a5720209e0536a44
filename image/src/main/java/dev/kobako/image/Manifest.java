package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What the manifest of one image says: manifest.md of the OCI image specification, and Docker's
 * image manifest version 2, schema 2.
 *
 * @param mediaType of the manifest itself
 * @param config the configuration's descriptor
 * @param layers the lowest first
 * @param annotations free notes by key
 */
public record Manifest(
    String mediaType,
    Descriptor config,
    List<Descriptor> layers,
    SortedMap<String, String> annotations) {
  /** More layers than any runtime can stack; a longer list is an attack. */
  static final int MAX_LAYERS = 2048;

  public Manifest {
    layers = List.copyOf(layers);
  }

  /**
   * Reads the manifest that {@code descriptor} promises.
   *
   * @param place what the manifest belongs to, for messages
   * @throws KobakoException a finding, where it is none, or one of an artifact that is no image
   */
  public static Manifest parse(String place, Descriptor descriptor, byte[] bytes) {
    JsonObject json = Json.object(place, bytes);
    String mediaType = json.text("mediaType").orElse(descriptor.mediaType());
    checkType(place, json, mediaType);
    Manifest manifest =
        new Manifest(
            mediaType,
            Descriptor.of(json.requiredObject("config")),
            json.objects("layers").stream().map(Descriptor::of).toList(),
            json.textMap("annotations"));
    if (!MediaType.isConfig(manifest.config.mediaType())) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "not an image but an artifact: its config has media type '"
                  + json.text("artifactType").orElse(manifest.config.mediaType())
                  + "'",
              "name an image that can run"));
    }
    if (manifest.layers.size() > MAX_LAYERS) {
      throw KobakoException.finding(
          Diagnostic.of(
              place, manifest.layers.size() + " layers, at most " + MAX_LAYERS + " are read"));
    }
    return manifest;
  }

  private static void checkType(String place, JsonObject json, String mediaType) {
    if (json.number("schemaVersion").orElse(0L) == 1 || mediaType.contains("manifest.v1+pretty")) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "a manifest of Docker's schema 1, which was given up in 2017",
              "pull and push the image again with a current docker or skopeo"));
    }
    if (!MediaType.isManifest(mediaType)) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "media type '" + mediaType + "', expected the manifest of an image",
              "expected is " + MediaType.OCI_MANIFEST + " or " + MediaType.DOCKER_MANIFEST));
    }
  }

  /** The bytes of this manifest; the same for the same values. */
  public byte[] bytes() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 2);
    json.put("mediaType", mediaType);
    json.put("config", config.toJson());
    json.put("layers", layers.stream().map(Descriptor::toJson).toList());
    if (!annotations.isEmpty()) {
      json.put("annotations", annotations);
    }
    return Json.bytes(json);
  }
}
