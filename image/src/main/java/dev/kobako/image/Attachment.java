package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that belong to an image without being part of it, such as an SBOM: an artifact whose
 * manifest names the image as its subject (manifest.md of the OCI image specification, "Guidelines
 * for Artifact Usage").
 *
 * @param type what it is, as a media type: {@code application/spdx+json}
 * @param parts its files, one or more
 * @param annotations free notes by key
 */
public record Attachment(String type, List<Part> parts, SortedMap<String, String> annotations) {
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY_CONFIG = {'{', '}'};
  private static final String TITLE = "org.opencontainers.image.title";

  /**
   * A file.
   *
   * @param descriptor its media type, digest, size, and its name as an annotation
   * @param content its bytes, which must stay as they are until they are pushed
   */
  public record Part(Descriptor descriptor, Content content) {
    /**
     * A file of this machine; reads it for its digest.
     *
     * @throws KobakoException where it can't be read
     */
    public static Part of(Path file, String mediaType) {
      try (InputStream in = Files.newInputStream(file)) {
        long size = Files.size(file);
        SortedMap<String, String> name = new TreeMap<>();
        name.put(TITLE, String.valueOf(file.getFileName()));
        return new Part(
            Descriptor.of(mediaType, Digest.sha256(in), size).withAnnotations(name),
            Content.of(file, size));
      } catch (IOException e) {
        throw DiskFailure.reading(file, e);
      }
    }
  }

  /** A text made by kobako itself: one file of that name. */
  public static Attachment of(String type, String name, byte[] bytes) {
    SortedMap<String, String> title = new TreeMap<>();
    title.put(TITLE, name);
    Descriptor descriptor = Descriptor.of(type, bytes).withAnnotations(title);
    return new Attachment(
        type, List.of(new Part(descriptor, Content.of(bytes))), Collections.emptySortedMap());
  }

  public Attachment {
    parts = List.copyOf(parts);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    if (!isMediaType(type)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "type '" + type + "'", "not a media type", "write it as in application/spdx+json"));
    }
    if (parts.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of("attachment of type " + type, "no file", "name at least one file"));
    }
  }

  private static boolean isMediaType(String type) {
    int slash = type.indexOf('/');
    return slash > 0
        && slash < type.length() - 1
        && slash == type.lastIndexOf('/')
        && type.length() <= 255
        && type.chars()
            .allMatch(c ->
                (c >= '0' && c <= '9')
                    || (Character.isLetter(c) && c < 0x80)
                    || "/!#$&-^_.+".indexOf(c) >= 0);
  }

  /** What is moved: a manifest that names its subject, and the files. */
  public Artifact artifact(Descriptor subject) {
    Descriptor config = Descriptor.of(EMPTY, EMPTY_CONFIG);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 2);
    json.put("mediaType", MediaType.OCI_MANIFEST);
    json.put("artifactType", type);
    json.put("config", json(config));
    json.put("layers", parts.stream().map(part -> json(part.descriptor())).toList());
    json.put("subject", json(Descriptor.of(subject.mediaType(), subject.digest(), subject.size())));
    if (!annotations.isEmpty()) {
      json.put("annotations", annotations);
    }
    byte[] bytes = Json.bytes(json);
    Descriptor manifest = Descriptor.of(MediaType.OCI_MANIFEST, bytes);
    List<Artifact.Blob> blobs = new ArrayList<>();
    blobs.add(new Artifact.Blob(config, Content.of(EMPTY_CONFIG)));
    parts.forEach(part -> blobs.add(new Artifact.Blob(part.descriptor(), part.content())));
    return new Artifact(
        new Descriptor(
            manifest.mediaType(),
            manifest.digest(),
            manifest.size(),
            annotations,
            Optional.empty(),
            Optional.of(type)),
        Content.of(bytes),
        blobs,
        List.of());
  }

  /**
   * The same attachment for another subject, such as the same image in other bytes.
   *
   * @throws KobakoException a finding, where its manifest is damaged
   */
  public static Artifact moved(Artifact attached, Descriptor subject) {
    Map<String, Object> json = new LinkedHashMap<>();
    Json.object("attachment " + attached.descriptor().digest(), attached.manifestBytes())
        .members()
        .forEach((name, value) -> json.put(name.toString(), value));
    json.put("subject", json(Descriptor.of(subject.mediaType(), subject.digest(), subject.size())));
    byte[] bytes = Json.bytes(json);
    Descriptor old = attached.descriptor();
    Descriptor made = Descriptor.of(old.mediaType(), bytes);
    return new Artifact(
        new Descriptor(
            made.mediaType(),
            made.digest(),
            made.size(),
            old.annotations(),
            Optional.empty(),
            old.artifactType()),
        Content.of(bytes),
        attached.blobs(),
        List.of());
  }

  private static Map<String, Object> json(Descriptor descriptor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mediaType", descriptor.mediaType());
    json.put("digest", descriptor.digest().toString());
    json.put("size", descriptor.size());
    if (!descriptor.annotations().isEmpty()) {
      json.put("annotations", descriptor.annotations());
    }
    return json;
  }
}
