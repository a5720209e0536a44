package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Packs the layers of an artifact anew, each once however many images share it, several at a time.
 *
 * @param conversion that says which layers
 * @param packing that does it
 */
record Repacking(Conversion conversion, LayerPacking packing) {
  /**
   * Looks at all layers before any is worked on.
   *
   * @throws KobakoException usage, where Docker's format is wanted and would have zstd layers; a
   *     finding, where a layer is of no kind that kobako can read
   */
  void require(Artifact artifact) {
    boolean docker = conversion.format().equals(Optional.of(ImageFormat.DOCKER));
    if (docker && conversion.compression().filter(Compression.Zstd.class::isInstance).isPresent()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "compression zstd",
              "Docker's format has no layers of this kind",
              "write the image in OCI's format, or compress with gzip"));
    }
    artifact.forEachManifest(each -> {
      if (each.isImage()) {
        each.layers().forEach(layer -> require(each, layer.descriptor(), docker));
      }
    });
  }

  private void require(Artifact image, Descriptor layer, boolean docker) {
    String type = layer.mediaType();
    Compression present = Compression.ofMediaType("layer " + layer.digest(), type);
    if (docker && present instanceof Compression.Zstd && !conversion.repacks(type)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "image " + image.descriptor().digest(),
              "layer " + layer.digest() + " is compressed with zstd, which Docker's format lacks",
              MediaType.isForeignLayer(type)
                  ? "write the image in OCI's format"
                  : "ask for gzip as compression, or write the image in OCI's format"));
    }
  }

  /** The new layers by the digests of the old blobs; the largest are begun first. */
  Map<Digest, Layer> run(Artifact artifact, Path stagingFolder, Progress progress) {
    Map<Digest, Layer> old = new TreeMap<>();
    artifact.forEachManifest(each -> {
      if (each.isImage() && each.layers().stream().anyMatch(this::repacks)) {
        addLayers(each, old);
      }
    });
    if (old.isEmpty()) {
      return Map.of();
    }
    Compression compression = conversion.compression().orElseThrow();
    List<Map.Entry<Digest, Layer>> work = new ArrayList<>(old.entrySet());
    work.sort(
        Comparator.comparingLong(
            (Map.Entry<Digest, Layer> entry) -> -entry.getValue().descriptor().size()));
    List<Layer> packed =
        InParallel.map(
            work,
            Compressor.atOnce(compression),
            entry -> repack(entry.getValue(), compression, stagingFolder, progress));
    Map<Digest, Layer> result = new TreeMap<>();
    for (int i = 0; i < work.size(); i++) {
      result.put(work.get(i).getKey(), packed.get(i));
    }
    return result;
  }

  private boolean repacks(Artifact.Blob layer) {
    return conversion.repacks(layer.descriptor().mediaType());
  }

  private void addLayers(Artifact image, Map<Digest, Layer> target) {
    String place = "image " + image.descriptor().digest();
    for (Layer layer : image.image(place, Platform.host()).layers()) {
      if (!conversion.repacks(layer.descriptor().mediaType())) {
        continue;
      }
      Layer same = target.putIfAbsent(layer.descriptor().digest(), layer);
      if (same != null && !same.diffId().equals(layer.diffId())) {
        throw KobakoException.finding(
            Diagnostic.of(
                place,
                "the diff id of layer "
                    + layer.descriptor().digest()
                    + " is "
                    + layer.diffId()
                    + ", but another image of the same index says "
                    + same.diffId(),
                "build the image again"));
      }
    }
  }

  private Layer repack(
      Layer layer, Compression compression, Path stagingFolder, Progress progress) {
    Descriptor descriptor = layer.descriptor();
    Progress.Transfer transfer =
        progress.start("layer " + descriptor.digest().brief(), descriptor.size());
    Content followed = new FollowedContent(layer.blob(), transfer);
    Layer packed =
        packing.pack(stagingFolder, compression, Layer.of(descriptor, layer.diffId(), followed));
    transfer.end();
    return packed;
  }

  /** Tells how far it was read. */
  private record FollowedContent(Content content, Progress.Transfer transfer) implements Content {
    @Override
    public long size() {
      return content.size();
    }

    @Override
    public InputStream open() throws IOException {
      return new WrappedInputStream(content.open()) {
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          int n = in.read(target, offset, length);
          transfer.moved(Math.max(n, 0));
          return n;
        }
      };
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      return content.openChannel();
    }
  }
}
