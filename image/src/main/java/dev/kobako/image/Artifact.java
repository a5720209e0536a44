package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A manifest or an index, with everything it refers to: what is moved between homes, byte by byte,
 * whether it is an image or something else. Manifests are held, blobs stay where they are until
 * they are opened.
 *
 * @param descriptor of the manifest or index
 * @param manifest its bytes, which have that digest
 * @param blobs of a manifest: its configuration and then its layers; none for an index
 * @param parts of an index: what it lists, in its order; none for a manifest
 */
public record Artifact(
    Descriptor descriptor, Content manifest, List<Blob> blobs, List<Artifact> parts) {
  private static final int MAX_NESTING = 8;

  /**
   * Something that a manifest refers to.
   *
   * @param descriptor as the manifest has it
   * @param content not checked before it is read to its end by whoever moves it
   */
  public record Blob(Descriptor descriptor, Content content) {}

  public Artifact {
    blobs = List.copyOf(blobs);
    parts = List.copyOf(parts);
  }

  /** One image, with its manifest as it is. */
  public static Artifact of(Image image) {
    byte[] bytes = image.manifest();
    Manifest manifest = Manifest.parse("image", image.descriptor(), bytes);
    List<Blob> blobs = new ArrayList<>();
    blobs.add(new Blob(manifest.config(), Content.of(image.config().bytes())));
    for (Layer layer : image.layers()) {
      blobs.add(new Blob(layer.descriptor(), layer.blob()));
    }
    return new Artifact(image.descriptor(), Content.of(bytes), blobs, List.of());
  }

  /**
   * Reads the manifests, through all indexes.
   *
   * @param place what it belongs to, for messages
   * @throws KobakoException a finding, where a manifest is missing or wrong
   */
  public static Artifact read(String place, Descriptor descriptor, BlobSource source) {
    return read(place, descriptor, source, PlatformChoice.all());
  }

  /**
   * Reads the manifests that are wanted: an index keeps its bytes, but has only those parts.
   *
   * @param place what it belongs to, for messages
   * @throws KobakoException a finding, where a manifest is missing or wrong
   */
  public static Artifact read(
      String place, Descriptor descriptor, BlobSource source, PlatformChoice choice) {
    return new Reader(place, source, choice).read(descriptor, 0);
  }

  /** Goes through indexes in indexes. */
  private record Reader(String place, BlobSource source, PlatformChoice choice) {
    Artifact read(Descriptor descriptor, int depth) {
      if (depth == MAX_NESTING) {
        throw KobakoException.finding(
            Diagnostic.of(
                place,
                "indexes in indexes, more than " + MAX_NESTING + " deep",
                "name the inner image"));
      }
      byte[] bytes = source.manifest(descriptor);
      Content manifest = Content.of(bytes);
      if (MediaType.isIndex(descriptor.mediaType())) {
        List<Artifact> parts = new ArrayList<>();
        for (Descriptor part : choice.among(place, Index.parse(place, bytes))) {
          parts.add(read(part, depth + 1));
        }
        return new Artifact(descriptor, manifest, List.of(), parts);
      }
      JsonObject json = Json.object(place, bytes);
      List<Blob> blobs = new ArrayList<>();
      List<JsonObject> referred = new ArrayList<>();
      json.object("config").ifPresent(referred::add);
      referred.addAll(json.objects("layers"));
      if (referred.size() > Manifest.MAX_LAYERS) {
        throw json.finding(
            referred.size() + " blobs, at most " + Manifest.MAX_LAYERS + " are read");
      }
      for (JsonObject each : referred) {
        Descriptor blob = Descriptor.of(each);
        blobs.add(new Blob(blob, source.blob(blob)));
      }
      return new Artifact(descriptor, manifest, blobs, List.of());
    }
  }

  /**
   * What a choice leaves: of an index the chosen image, or a smaller index of several whose entries
   * are as they were. Everything else is left as it is.
   *
   * @param place where it is, for messages
   * @throws KobakoException a finding, where a platform is not there
   */
  public Artifact only(String place, PlatformChoice choice) {
    if (!isIndex() || choice instanceof PlatformChoice.All) {
      return this;
    }
    List<Descriptor> wanted =
        choice.among(place, new Index(parts.stream().map(Artifact::descriptor).toList()));
    List<Artifact> left = new ArrayList<>();
    for (Descriptor each : wanted) {
      left.add(part(each).only(place, choice));
    }
    if (left.size() == 1) {
      return left.getFirst();
    }
    byte[] bytes =
        Index.with(place, manifestBytes(), left.stream().map(Artifact::descriptor).toList());
    return new Artifact(
        Descriptor.of(descriptor.mediaType(), bytes), Content.of(bytes), List.of(), left);
  }

  private Artifact part(Descriptor wanted) {
    return parts.stream()
        .filter(part -> part.descriptor.digest().equals(wanted.digest()))
        .findFirst()
        .orElseThrow();
  }

  /** All blobs of all manifests, as often as they are referred to. */
  public void forEachBlob(Consumer<Blob> action) {
    blobs.forEach(action);
    parts.forEach(part -> part.forEachBlob(action));
  }

  /** All manifests and indexes, what is referred to before what refers to it. */
  public void forEachManifest(Consumer<Artifact> action) {
    parts.forEach(part -> part.forEachManifest(action));
    action.accept(this);
  }

  /** Whether it lists others, for several platforms mostly. */
  public boolean isIndex() {
    return MediaType.isIndex(descriptor.mediaType());
  }

  /**
   * Whether it is the manifest of an image that can run, as far as its own words say; not an index,
   * a proof of origin, or any other artifact.
   */
  public boolean isImage() {
    return !isIndex()
        && !blobs.isEmpty()
        && MediaType.isConfig(blobs.getFirst().descriptor().mediaType())
        && !descriptor.annotations().containsKey(Index.REFERENCE_TYPE)
        && layers().stream()
            .allMatch(layer -> MediaType.isAnyLayer(layer.descriptor().mediaType()));
  }

  /** The layers of an image's manifest, the lowest first. */
  List<Blob> layers() {
    return blobs.subList(1, blobs.size());
  }

  /** The same with other notes. */
  Artifact as(Descriptor newDescriptor) {
    return new Artifact(newDescriptor, manifest, blobs, parts);
  }

  /**
   * The image in it for a platform; reads the configuration.
   *
   * @param place where it is, for messages
   * @throws KobakoException a finding, where there is none
   */
  public Image image(String place, Platform platform) {
    Artifact current = this;
    while (current.isIndex()) {
      Descriptor chosen =
          new Index(current.parts.stream().map(Artifact::descriptor).toList())
              .choose(place, platform);
      current = current.part(chosen);
    }
    Map<Digest, Content> contents =
        current.blobs.stream()
            .collect(
                Collectors.toMap(
                    blob -> blob.descriptor().digest(), Blob::content, (one, _) -> one));
    byte[] bytes = current.manifestBytes();
    Manifest parsed = Manifest.parse(place, current.descriptor, bytes);
    Function<Descriptor, Content> blobs =
        layer -> java.util.Objects.requireNonNull(contents.get(layer.digest()));
    return Image.of(
        place,
        current.descriptor,
        bytes,
        config(place, parsed, blobs.apply(parsed.config())),
        blobs);
  }

  /** The manifest's bytes, a fresh copy. */
  public byte[] manifestBytes() {
    try {
      return manifest.bytes();
    } catch (IOException e) {
      throw new IllegalStateException("manifests are held in memory", e);
    }
  }

  private static byte[] config(String place, Manifest manifest, Content content) {
    if (manifest.config().size() > Json.MAX_CONFIG_BYTES) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "config "
                  + manifest.config().digest()
                  + " has "
                  + manifest.config().size()
                  + " bytes, at most "
                  + Json.MAX_CONFIG_BYTES
                  + " are read"));
    }
    try (InputStream in = content.open()) {
      return in.readNBytes((int) manifest.config().size() + 1);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(place, "the config can't be read: " + e.getMessage(), "try again"), e);
    }
  }
}
