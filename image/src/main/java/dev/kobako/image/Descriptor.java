package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A reference to a content by its digest, with what must be known to fetch it: descriptor.md of the
 * OCI image specification.
 *
 * @param mediaType what kind of content it is
 * @param digest of its bytes
 * @param size in bytes
 * @param annotations free notes by key
 * @param platform where the content is the manifest of an image in an index
 * @param artifactType where the content is the manifest of something that is no image
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    SortedMap<String, String> annotations,
    Optional<Platform> platform,
    Optional<String> artifactType) {
  public Descriptor {
    if (size < 0) {
      throw KobakoException.finding(
          Diagnostic.of(digest.toString(), "size " + size + ", expected 0 or more"));
    }
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /** A descriptor without notes. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(
        mediaType, digest, size, Collections.emptySortedMap(), Optional.empty(), Optional.empty());
  }

  /** The descriptor of an array. */
  public static Descriptor of(String mediaType, byte[] bytes) {
    return of(mediaType, Digest.sha256(bytes), bytes.length);
  }

  /** The same content with other notes. */
  public Descriptor withAnnotations(SortedMap<String, String> newAnnotations) {
    return new Descriptor(mediaType, digest, size, newAnnotations, platform, artifactType);
  }

  /** The same content for a platform. */
  public Descriptor withPlatform(Platform newPlatform) {
    return new Descriptor(
        mediaType, digest, size, annotations, Optional.of(newPlatform), artifactType);
  }

  static Descriptor of(JsonObject json) {
    return new Descriptor(
        json.text("mediaType").orElse(""),
        digest(json),
        json.requiredNumber("size"),
        json.textMap("annotations"),
        json.object("platform").map(Descriptor::platform),
        json.text("artifactType"));
  }

  private static Digest digest(JsonObject json) {
    try {
      return Digest.parse(json.requiredText("digest"));
    } catch (KobakoException e) {
      throw json.at("digest").finding(e.diagnostic().place() + ": " + e.diagnostic().fact());
    }
  }

  private static Platform platform(JsonObject json) {
    return new Platform(
        json.text("os").orElse("unknown"),
        json.text("architecture").orElse("unknown"),
        json.text("variant"),
        json.text("os.version"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mediaType", mediaType);
    artifactType.ifPresent(type -> json.put("artifactType", type));
    json.put("digest", digest.toString());
    json.put("size", size);
    if (!annotations.isEmpty()) {
      json.put("annotations", annotations);
    }
    platform.ifPresent(known -> json.put("platform", platformJson(known)));
    return json;
  }

  private static Map<String, Object> platformJson(Platform platform) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architecture", platform.architecture());
    json.put("os", platform.os());
    platform.osVersion().ifPresent(version -> json.put("os.version", version));
    platform.variant().ifPresent(variant -> json.put("variant", variant));
    return json;
  }
}
