package dev.kobako.build;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.InParallel;
import dev.kobako.image.Json;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Manifest;
import dev.kobako.image.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;

/**
 * What other machines need to build the same from a cache ({@code --cache-to}); {@link
 * ImportedCache} reads it. Records of all steps are always in it, so that an unchanged build is
 * found to be one; the choice is which layers are.
 */
public final class CacheExport {
  private final BuildCache cache;
  private final CacheRecords records;
  private final List<Layer> own;

  /**
   * @param own the image's layers that its steps made, the lowest first
   */
  CacheExport(BuildCache cache, CacheRecords records, List<Layer> own) {
    this.cache = cache;
    this.records = records;
    this.own = List.copyOf(own);
  }

  /** Whose layers are exported. */
  public enum Mode {
    /** The image's. */
    MIN,
    /** Those of all stages. */
    MAX
  }

  /**
   * An artifact for a registry or a layout. Layers are compressed now, unless they came from an
   * import, where they stay as they are.
   */
  public Artifact artifact(Mode mode) {
    List<Layer> layers =
        InParallel.map(
            wanted(mode).stream().filter(cache::has).toList(),
            layer -> cache.imported(layer.diffId()).orElseGet(() -> compressed(layer)));
    Map<String, Object> json = records.toJson();
    json.put(
        ImportedCache.LAYERS, layers.stream().map(layer -> layer.diffId().toString()).toList());
    byte[] config = Json.bytes(json);
    Descriptor descriptor = Descriptor.of(ImportedCache.MEDIA_TYPE, config);
    byte[] manifest =
        new Manifest(
                MediaType.OCI_MANIFEST,
                descriptor,
                layers.stream().map(Layer::descriptor).toList(),
                new TreeMap<>())
            .bytes();
    List<Artifact.Blob> blobs = new ArrayList<>();
    blobs.add(new Artifact.Blob(descriptor, Content.of(config)));
    layers.forEach(layer -> blobs.add(new Artifact.Blob(layer.descriptor(), layer.blob())));
    return new Artifact(
        Descriptor.of(MediaType.OCI_MANIFEST, manifest), Content.of(manifest), blobs, List.of());
  }

  private List<Layer> wanted(Mode mode) {
    SequencedSet<Digest> diffIds = new LinkedHashSet<>();
    List<Layer> wanted = new ArrayList<>();
    for (Layer layer : own) {
      if (diffIds.add(layer.diffId())) {
        wanted.add(layer);
      }
    }
    if (mode == Mode.MAX) {
      for (StepRecord record : records.steps().values()) {
        if (diffIds.add(record.diffId())) {
          wanted.add(cache.layer(record.diffId(), record.size()));
        }
      }
    }
    return wanted;
  }

  private Layer compressed(Layer layer) {
    return LayerWriter.repack(cache.stagingFolder(), Compression.GZIP, layer);
  }

  /** The same image with the records in its configuration ({@code type=inline}). */
  public Image inlined(Image image) {
    return new ImageAssembly(
            image.config().toBuilder().extension(ImportedCache.INLINE, records.toJson()).build(),
            image.layers(),
            image.config().history())
        .image(image.config().created().orElse(Instant.EPOCH));
  }
}
