package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image in the form that {@code docker load} reads, whether from a file or from a stream: an OCI
 * image layout that has Docker's {@code manifest.json} too. Layers that are compressed with zstd,
 * which not every {@code docker load} can read, are uncompressed in it, and so it can have another
 * manifest than the image it was made from.
 */
public final class LoadableImage {
  private final Image image;
  private final List<ImageReference> names;

  private LoadableImage(Image image, List<ImageReference> names) {
    this.image = image;
    this.names = List.copyOf(names);
  }

  /**
   * An image by a name; reads layers that are compressed with zstd, nothing else.
   *
   * @param place where it goes, for messages
   * @param name a reference, whose tag counts; empty for none
   * @throws KobakoException usage, for an index of several images or what is no name
   */
  public static LoadableImage of(String place, Artifact artifact, String name) {
    return of(place, artifact, name.isEmpty() ? List.of() : List.of(ImageReference.parse(name)));
  }

  /** The same by several names, or none. */
  static LoadableImage of(String place, Artifact artifact, List<ImageReference> names) {
    if (artifact.isIndex()) {
      throw KobakoException.usage(
          Diagnostic.of(
              place,
              "holds images of one platform, not an index of several",
              "choose one with --platform, or write an oci-archive"));
    }
    return new LoadableImage(withoutZstd(artifact.image(place, Platform.host())), names);
  }

  /** How the archive lists the image: its manifest's descriptor, with its name as annotations. */
  public Descriptor entry() {
    return names.isEmpty() ? image.descriptor() : entry(names.getFirst());
  }

  private Descriptor entry(ImageReference name) {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put(LayoutReader.CONTAINERD_NAME, name.toString());
    name.tag().ifPresent(tag -> annotations.put(LayoutReader.REF_NAME, tag));
    return image.descriptor().withAnnotations(annotations);
  }

  /** The reference under which it is loaded, with a tag and without a digest. */
  public Optional<String> name() {
    return names.stream()
        .flatMap(name -> name.tag().map(tag -> name.withTag(tag).toString()).stream())
        .findFirst();
  }

  /** The digest of the configuration, which most engines call the image's id. */
  public Digest config() {
    return Manifest.parse("image", image.descriptor(), image.manifest()).config().digest();
  }

  /** An entry for each name, as containerd and Docker have it. */
  private List<Descriptor> entries() {
    return names.isEmpty() ? List.of(entry()) : names.stream().map(this::entry).toList();
  }

  /**
   * Writes the archive and leaves the stream open; each blob is checked on its way.
   *
   * @throws IOException where {@code out} fails
   * @throws KobakoException where a blob is not what its descriptor promises or can't be read; what
   *     was written is of no use then
   */
  public void writeTo(OutputStream out, Progress progress) throws IOException {
    archive().writeTo(out, progress);
  }

  ArchiveTar archive() {
    return archive(List.of(this));
  }

  /** One archive of several images, in their order. */
  static ArchiveTar archive(List<LoadableImage> images) {
    SortedMap<String, byte[]> more = new TreeMap<>();
    more.put(
        SavedImages.MANIFEST_FILE,
        Json.bytes(images.stream().map(each -> manifestItem(each.image, each.names)).toList()));
    return new ArchiveTar(
        new Index(images.stream().flatMap(each -> each.entries().stream()).toList()),
        images.stream().map(each -> Artifact.of(each.image)).toList(),
        more);
  }

  /** How {@code manifest.json} lists an image; of its names, those with a tag. */
  static Map<String, Object> manifestItem(Image image, List<ImageReference> names) {
    Manifest manifest = Manifest.parse("image", image.descriptor(), image.manifest());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Config", LayoutFiles.blobName(manifest.config().digest()));
    json.put(
        "RepoTags",
        names.stream()
            .flatMap(name -> name.tag().map(tag -> name.withTag(tag).familiar()).stream())
            .toList());
    json.put(
        "Layers",
        image.layers().stream()
            .map(layer -> LayoutFiles.blobName(layer.descriptor().digest()))
            .toList());
    return json;
  }

  private static Image withoutZstd(Image image) {
    if (image.layers().stream().noneMatch(LoadableImage::isZstd)) {
      return image;
    }
    List<Layer> layers = new ArrayList<>();
    List<Descriptor> descriptors = new ArrayList<>();
    for (Layer layer : image.layers()) {
      Layer readable = isZstd(layer) ? uncompressed(layer) : layer;
      layers.add(readable);
      descriptors.add(readable.descriptor());
    }
    Manifest old = Manifest.parse("image", image.descriptor(), image.manifest());
    byte[] manifest =
        new Manifest(old.mediaType(), old.config(), descriptors, old.annotations()).bytes();
    return new ParsedImage(
        Descriptor.of(old.mediaType(), manifest), Content.of(manifest), image.config(), layers);
  }

  private static boolean isZstd(Layer layer) {
    return layer.compression() instanceof Compression.Zstd;
  }

  /** The layer's tar as its blob. Its size must be known before, so that it is unpacked twice. */
  private static Layer uncompressed(Layer layer) {
    long size = 0;
    try (InputStream in = layer.open()) {
      byte[] buffer = new byte[256 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
      }
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of("layer " + layer.descriptor().digest()), e);
    }
    String type =
        MediaType.isDocker(layer.descriptor().mediaType())
            ? MediaType.DOCKER_LAYER
            : MediaType.OCI_LAYER;
    return Layer.of(
        Descriptor.of(type, layer.diffId(), size),
        layer.diffId(),
        new UnpackedContent(layer, size));
  }

  /** The tar of a compressed layer, unpacked whenever it is read. */
  private record UnpackedContent(Layer layer, long size) implements Content {
    @Override
    public InputStream open() throws IOException {
      return layer.open();
    }

    @Override
    public java.nio.channels.SeekableByteChannel openChannel() {
      throw new UnsupportedOperationException("only streamed into an archive");
    }
  }
}
