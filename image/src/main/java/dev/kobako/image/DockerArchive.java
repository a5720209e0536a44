package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code docker save} writes and {@code docker load} reads: a tar with {@code manifest.json};
 * since Docker 25 an OCI image layout at the same time, and that is what is written here.
 */
public final class DockerArchive implements ImageHome {
  private final Path file;

  /** An archive that exists, or that {@link #write} makes. */
  public DockerArchive(Path file) {
    this.file = file;
  }

  @Override
  public Image read(ImageSelector selector) {
    return new SavedImages(TarIndex.read(file)).image(selector);
  }

  /** Archives of {@code docker save} hold one platform of each image. */
  @Override
  public Artifact artifact(ImageSelector selector) {
    return Artifact.of(read(selector));
  }

  @Override
  public List<StoredImage> list() {
    return new SavedImages(TarIndex.read(file)).list();
  }

  /**
   * Replaces the archive by one with this image alone. Layers that are compressed with zstd, which
   * not every {@code docker load} can read, are stored uncompressed, and so under another manifest.
   *
   * @param name a reference; empty for none
   */
  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    if (artifact.isIndex()) {
      throw KobakoException.usage(
          Diagnostic.of(
              file.toString(),
              "a docker-archive holds images of one platform, not an index of several",
              "choose one with --platform, or write an oci-archive"));
    }
    Image loadable = withoutZstd(artifact.image(file.toString(), Platform.host()));
    Optional<ImageReference> reference =
        Optional.of(name).filter(text -> !text.isEmpty()).map(ImageReference::parse);
    TreeMap<String, String> annotations = new TreeMap<>();
    reference.ifPresent(known -> {
      annotations.put(LayoutReader.CONTAINERD_NAME, known.toString());
      known.tag().ifPresent(tag -> annotations.put(LayoutReader.REF_NAME, tag));
    });
    Descriptor entry = loadable.descriptor().withAnnotations(annotations);
    new ArchiveOutput(file, new Index(List.of(entry)))
        .write(
            Artifact.of(loadable),
            Map.of(SavedImages.MANIFEST_FILE, manifestFile(loadable, reference)));
    return entry;
  }

  private static byte[] manifestFile(Image image, Optional<ImageReference> reference) {
    Manifest manifest = Manifest.parse("image", image.descriptor(), image.manifest());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Config", LayoutFiles.blobName(manifest.config().digest()));
    json.put(
        "RepoTags",
        reference
            .flatMap(known ->
                known
                    .tag()
                    .map(tag ->
                        new ImageReference(
                                known.domain(), known.path(), Optional.of(tag), Optional.empty())
                            .familiar()))
            .map(List::of)
            .orElse(List.of()));
    json.put(
        "Layers",
        image.layers().stream()
            .map(layer -> LayoutFiles.blobName(layer.descriptor().digest()))
            .toList());
    return Json.bytes(List.of(json));
  }

  private static Image withoutZstd(Image image) {
    if (image.layers().stream().noneMatch(DockerArchive::isZstd)) {
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
