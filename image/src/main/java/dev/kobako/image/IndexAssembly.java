package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Puts images for several platforms together into one index; the same parts in the same order give
 * the same bytes. Images stay as they are. A proof of origin comes and goes with its image.
 *
 * @param entries in the index's order
 * @param annotations of the index itself
 */
public record IndexAssembly(List<IndexEntry> entries, SortedMap<String, String> annotations) {
  /** An empty index. */
  public static final IndexAssembly EMPTY =
      new IndexAssembly(List.of(), Collections.emptySortedMap());

  /** BuildKit's note at a proof of origin: the image in the same index that it is about. */
  static final String REFERS_TO = "vnd.docker.reference.digest";

  public IndexAssembly {
    entries = List.copyOf(entries);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /**
   * Starts from an index that there is, with its own notes.
   *
   * @param place where it comes from, for messages
   * @throws KobakoException usage, where it is no index
   */
  public static IndexAssembly on(String place, Artifact index) {
    if (!index.isIndex()) {
      throw KobakoException.usage(
          Diagnostic.of(
              place, "an image, expected an index of several", "start a new index with it"));
    }
    return new IndexAssembly(
        parts(place, index), Json.object(place, index.manifestBytes()).textMap("annotations"));
  }

  private static KobakoException twice(Platform platform, IndexEntry first, IndexEntry second) {
    return KobakoException.usage(
        Diagnostic.of(
            second.place(),
            "an image for "
                + platform
                + " ("
                + second.descriptor().digest()
                + "), but there is one already, from "
                + first.place()
                + " ("
                + first.descriptor().digest()
                + ")",
            "leave one of them out, or give one another platform"));
  }

  /**
   * The same with what an image or an index holds, behind what is there.
   *
   * @param place where it comes from, for messages
   * @throws KobakoException usage, where there is an image for a platform already; a finding, where
   *     it is no image
   */
  public IndexAssembly plus(String place, Artifact artifact) {
    return plus(
        artifact.isIndex()
            ? parts(place, artifact)
            : List.of(entry(place, artifact, configured(place, artifact))));
  }

  /**
   * The same with an image for a platform, whatever its configuration says.
   *
   * @throws KobakoException usage, where it is an index, or there is an image for it already
   */
  public IndexAssembly plus(String place, Artifact image, Platform platform) {
    if (image.isIndex()) {
      throw KobakoException.usage(
          Diagnostic.of(
              place,
              "an index of several images can't be for " + platform,
              "choose one of its images"));
    }
    configured(place, image);
    return plus(List.of(entry(place, image, platform)));
  }

  private IndexAssembly plus(List<IndexEntry> added) {
    Map<Platform, IndexEntry> present = new LinkedHashMap<>();
    for (IndexEntry entry : entries) {
      entry.image().ifPresent(platform -> present.putIfAbsent(platform, entry));
    }
    for (IndexEntry entry : added) {
      Optional<Platform> platform = entry.image();
      if (platform.isPresent() && present.containsKey(platform.get())) {
        throw twice(platform.get(), present.get(platform.get()), entry);
      }
    }
    List<IndexEntry> more = new ArrayList<>(entries);
    more.addAll(added);
    requireFew(more.size());
    return new IndexAssembly(more, annotations);
  }

  /**
   * The same with this in the place of what there is for the same platforms.
   *
   * @throws KobakoException as {@link #plus(String, Artifact)} does
   */
  public IndexAssembly replacing(String place, Artifact artifact) {
    List<IndexEntry> added = EMPTY.plus(place, artifact).entries;
    List<Platform> platforms =
        added.stream().flatMap(entry -> entry.image().stream()).distinct().toList();
    return without(entry -> entry.image().filter(platforms::contains).isPresent()).plus(added);
  }

  /**
   * The same without the image for a platform.
   *
   * @throws KobakoException usage, where there is none
   */
  public IndexAssembly minus(Platform platform) {
    return minus("image for " + platform, entry -> entry.runsOn(platform));
  }

  /**
   * The same without the entry of this digest.
   *
   * @throws KobakoException usage, where there is none
   */
  public IndexAssembly minus(Digest digest) {
    return minus("entry " + digest, entry -> entry.descriptor().digest().equals(digest));
  }

  /** The same with this note at the index; an empty value takes it away. */
  public IndexAssembly annotated(String key, String value) {
    SortedMap<String, String> notes = new TreeMap<>(annotations);
    if (value.isEmpty()) {
      notes.remove(key);
    } else {
      notes.put(key, value);
    }
    return new IndexAssembly(entries, notes);
  }

  /**
   * The same with notes at the image for a platform.
   *
   * @throws KobakoException usage, where there is none
   */
  public IndexAssembly annotated(Platform platform, SortedMap<String, String> notes) {
    Predicate<IndexEntry> meant = entry -> entry.runsOn(platform);
    require("image for " + platform, meant);
    return new IndexAssembly(
        entries.stream().map(entry -> meant.test(entry) ? noted(entry, notes) : entry).toList(),
        annotations);
  }

  private static IndexEntry noted(IndexEntry entry, SortedMap<String, String> notes) {
    SortedMap<String, String> all = new TreeMap<>(entry.descriptor().annotations());
    all.putAll(notes);
    return entry.with(entry.descriptor().withAnnotations(all));
  }

  /**
   * The index: a list of Docker's where all images are of Docker's format and nothing is annotated,
   * else an OCI index, which may hold both.
   */
  public Artifact artifact() {
    boolean docker =
        !entries.isEmpty()
            && annotations.isEmpty()
            && entries.stream()
                .map(IndexEntry::descriptor)
                .allMatch(descriptor ->
                    MediaType.isDocker(descriptor.mediaType())
                        && descriptor.annotations().isEmpty());
    String type = (docker ? ImageFormat.DOCKER : ImageFormat.OCI).index();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 2);
    json.put("mediaType", type);
    json.put("manifests", entries.stream().map(entry -> entry.descriptor().toJson()).toList());
    if (!annotations.isEmpty()) {
      json.put("annotations", annotations);
    }
    byte[] bytes = Json.bytes(json);
    return new Artifact(
        Descriptor.of(type, bytes),
        Content.of(bytes),
        List.of(),
        entries.stream().map(IndexEntry::artifact).toList());
  }

  private IndexAssembly minus(String what, Predicate<IndexEntry> meant) {
    require(what, meant);
    return without(meant);
  }

  private void require(String what, Predicate<IndexEntry> meant) {
    if (entries.stream().noneMatch(meant)) {
      String present =
          entries.stream()
              .flatMap(entry -> entry.image().stream())
              .map(Platform::toString)
              .distinct()
              .limit(20)
              .collect(Collectors.joining(", "));
      throw KobakoException.usage(
          Diagnostic.of(
              "index",
              "no " + what,
              present.isEmpty() ? "the index is empty" : "there are " + present));
    }
  }

  private IndexAssembly without(Predicate<IndexEntry> meant) {
    List<String> gone =
        entries.stream()
            .filter(meant)
            .map(entry -> entry.descriptor().digest().toString())
            .toList();
    Predicate<IndexEntry> proof =
        entry -> gone.contains(entry.descriptor().annotations().get(REFERS_TO));
    return new IndexAssembly(
        entries.stream().filter(meant.or(proof).negate()).toList(), annotations);
  }

  private static List<IndexEntry> parts(String place, Artifact index) {
    List<IndexEntry> parts = new ArrayList<>();
    addParts(place, index, parts);
    return parts;
  }

  private static void addParts(String place, Artifact index, List<IndexEntry> target) {
    for (Artifact part : index.parts()) {
      requireFew(target.size());
      if (part.isIndex()) {
        addParts(place, part, target);
      } else if (part.isImage() && part.descriptor().platform().isEmpty()) {
        target.add(entry(place, part, configured(place, part)));
      } else {
        target.add(new IndexEntry(place, part));
      }
    }
  }

  private static void requireFew(int count) {
    if (count > Index.MAX_MANIFESTS) {
      throw KobakoException.finding(
          Diagnostic.of(
              "index", "more than the " + Index.MAX_MANIFESTS + " entries that one may have"));
    }
  }

  private static IndexEntry entry(String place, Artifact image, Platform platform) {
    SortedMap<String, String> notes = new TreeMap<>(image.descriptor().annotations());
    notes.keySet().removeAll(List.of(LayoutReader.REF_NAME, LayoutReader.CONTAINERD_NAME));
    return new IndexEntry(
        place, image.as(image.descriptor().withAnnotations(notes).withPlatform(platform)));
  }

  /** What the configuration says. */
  private static Platform configured(String place, Artifact image) {
    if (!image.isImage()) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              image.descriptor().digest() + " is no image but an artifact",
              "name images and indexes of images"));
    }
    return image.image(place, Platform.host()).config().platform();
  }
}
