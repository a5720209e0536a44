package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Digest;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.Layer;
import dev.kobako.image.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another machine's build has left in a registry or folder ({@code --cache-from}): its records
 * are read at once, its layers stay where they are until somebody needs one. A layer is believed
 * only if it hashes to the diff id in the record.
 */
public final class ImportedCache {
  /** The configuration of an artifact that is a cache and nothing else. */
  static final String MEDIA_TYPE = "application/vnd.kobako.build.cache.v1+json";

  /** The member of an image's configuration that holds its own cache's records. */
  static final String INLINE = "dev.kobako.build.cache.v1";

  /** The layers' diff ids, in the order of the manifest. */
  static final String LAYERS = "layers";

  private final CacheRecords records;
  private final Map<Digest, Layer> layers;

  private ImportedCache(CacheRecords records, Map<Digest, Layer> layers) {
    this.records = records;
    this.layers = layers;
  }

  /**
   * The caches in an artifact: one that {@link CacheExport#artifact} made, or images that {@link
   * CacheExport#inlined} did.
   *
   * @param place where it is, for messages
   * @throws KobakoException a finding, where there is none in it, or a damaged one
   */
  public static List<ImportedCache> in(String place, Artifact artifact) {
    List<ImportedCache> found = new ArrayList<>();
    artifact.forEachManifest(each -> of(place, each).ifPresent(found::add));
    if (found.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "holds no cache of builds",
              "write one there with --cache-to, or build the image with --cache-to type=inline"));
    }
    return found;
  }

  private static Optional<ImportedCache> of(String place, Artifact artifact) {
    if (artifact.isIndex() || artifact.blobs().isEmpty()) {
      return Optional.empty();
    }
    Artifact.Blob config = artifact.blobs().getFirst();
    String type = config.descriptor().mediaType();
    try {
      if (type.equals(MEDIA_TYPE)) {
        JsonObject json = Json.object(place, bytes(place, config));
        List<Digest> diffIds = json.texts(LAYERS).stream().map(Digest::parse).toList();
        return Optional.of(
            new ImportedCache(CacheRecords.of(json), layers(place, artifact, diffIds)));
      }
      if (!MediaType.isConfig(type)) {
        return Optional.empty();
      }
      ImageConfig image = ImageConfig.parse(place, bytes(place, config));
      return image
          .extension(INLINE)
          .map(json ->
              new ImportedCache(CacheRecords.of(json), layers(place, artifact, image.diffIds())));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw KobakoException.finding(
          Diagnostic.of(place, "a damaged cache: " + e.getMessage(), "write it again"));
    }
  }

  private static Map<Digest, Layer> layers(String place, Artifact artifact, List<Digest> diffIds) {
    List<Artifact.Blob> blobs = artifact.blobs().subList(1, artifact.blobs().size());
    if (blobs.size() != diffIds.size()) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              blobs.size() + " layers, but " + diffIds.size() + " diff ids",
              "write the cache again"));
    }
    Map<Digest, Layer> layers = new TreeMap<>();
    for (int i = 0; i < blobs.size(); i++) {
      Artifact.Blob blob = blobs.get(i);
      layers.put(diffIds.get(i), Layer.of(blob.descriptor(), diffIds.get(i), blob.content()));
    }
    return layers;
  }

  private static byte[] bytes(String place, Artifact.Blob blob) {
    try (InputStream in = blob.content().open()) {
      byte[] bytes = in.readNBytes(Json.MAX_CONFIG_BYTES + 1);
      if (bytes.length <= Json.MAX_CONFIG_BYTES && blob.descriptor().digest().matches(bytes)) {
        return bytes;
      }
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              bytes.length + " bytes that are not " + blob.descriptor().digest(),
              "write the cache again"));
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(place, "can't be read: " + e.getMessage(), "try again"), e);
    }
  }

  Optional<StepRecord> step(Digest key) {
    return Optional.ofNullable(records.steps().get(key));
  }

  Optional<Digest> fingerprint(Digest key) {
    return Optional.ofNullable(records.fingerprints().get(key));
  }

  /** A layer where it is; opening it may go to the network. */
  Optional<Layer> layer(Digest diffId) {
    return Optional.ofNullable(layers.get(diffId));
  }
}
