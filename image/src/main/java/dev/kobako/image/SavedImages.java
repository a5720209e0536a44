package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The images that {@code manifest.json} of a Docker archive lists. Docker up to 24 has a folder for
 * each layer, with {@code layer.tar} or a link to another one in it, and no manifest in the OCI
 * sense: then one is made up, which is the same each time.
 */
final class SavedImages {
  static final String MANIFEST_FILE = "manifest.json";
  private static final String BLOBS = "blobs/sha256/";

  /** One item of {@code manifest.json}. */
  private record Item(String config, List<String> tags, List<String> layers) {}

  private final TarIndex files;
  private final List<Item> items;

  SavedImages(TarIndex files) {
    this.files = files;
    byte[] bytes =
        files
            .smallFile(MANIFEST_FILE, Json.MAX_MANIFEST_BYTES)
            .orElseThrow(() ->
                finding(
                    "no Docker archive: there is no manifest.json",
                    files.file(LayoutReader.INDEX_FILE).isPresent()
                        ? "name it as oci-archive:" + files.path()
                        : "name what 'docker save' wrote"));
    this.items = items(files.path() + ": manifest.json", bytes);
  }

  private static List<Item> items(String place, byte[] bytes) {
    if (!(Json.any(place, bytes) instanceof List<?> list)) {
      throw KobakoException.finding(Diagnostic.of(place, "expected a list of images"));
    }
    List<Item> items = new ArrayList<>();
    for (Object value : list) {
      String itemPlace = place + ": [" + items.size() + "]";
      if (!(value instanceof Map<?, ?> map)) {
        throw KobakoException.finding(
            Diagnostic.of(itemPlace, JsonObject.kind(value) + ", expected an object"));
      }
      JsonObject json = new JsonObject(itemPlace, map);
      items.add(
          new Item(json.requiredText("Config"), json.texts("RepoTags"), json.texts("Layers")));
    }
    return items;
  }

  List<StoredImage> list() {
    return items.stream()
        .map(item -> new StoredImage(item.tags(), image(item, Platform.host()).descriptor()))
        .toList();
  }

  Image image(ImageSelector selector) {
    List<Item> found =
        items.stream()
            .filter(item ->
                selector.name().isEmpty()
                    || item.tags().stream().anyMatch(tag -> same(tag, selector)))
            .filter(item ->
                selector.digest().isEmpty()
                    || selector
                        .digest()
                        .get()
                        .equals(image(item, selector.platform()).descriptor().digest()))
            .toList();
    String holds =
        items.stream()
            .flatMap(item -> item.tags().stream())
            .limit(20)
            .collect(Collectors.joining(", "));
    String remedy = holds.isEmpty() ? "the archive has no names" : "it holds " + holds;
    if (found.isEmpty()) {
      throw finding("does not hold " + selector, remedy);
    }
    if (found.size() > 1 && found.stream().distinct().count() > 1) {
      throw finding(found.size() + " images could be " + selector, "name one of them: " + remedy);
    }
    return image(found.getFirst(), selector.platform());
  }

  private static boolean same(String tag, ImageSelector selector) {
    String wanted = selector.name().orElse("");
    try {
      return tag.equals(wanted) || ImageReference.parse(tag).equals(ImageReference.parse(wanted));
    } catch (KobakoException _) {
      return false;
    }
  }

  private Image image(Item item, Platform platform) {
    byte[] config =
        files
            .smallFile(item.config(), Json.MAX_CONFIG_BYTES)
            .orElseThrow(
                () -> finding("the config '" + item.config() + "' is missing", "save it again"));
    return original(Digest.sha256(config), platform).orElseGet(() -> madeUp(item, config));
  }

  /** The image with its real manifest, where the archive has that too. */
  private Optional<Image> original(Digest config, Platform platform) {
    if (files.file(LayoutReader.INDEX_FILE).isEmpty()
        || files.file(LayoutReader.VERSION_FILE).isEmpty()) {
      return Optional.empty();
    }
    LayoutReader reader = new LayoutReader(files);
    for (Descriptor entry : reader.index().manifests()) {
      if (files.file(LayoutFiles.blobName(entry.digest())).isEmpty()) {
        continue;
      }
      Image image = reader.image(entry, platform);
      if (Digest.sha256(image.config().bytes()).equals(config)) {
        return Optional.of(image);
      }
    }
    return Optional.empty();
  }

  private Image madeUp(Item item, byte[] configBytes) {
    String place = files.path() + ": image " + item.config();
    ImageConfig config = ImageConfig.parse(place, configBytes);
    if (config.diffIds().size() != item.layers().size()) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "manifest.json has "
                  + item.layers().size()
                  + " layers, but the config has "
                  + config.diffIds().size()
                  + " diff ids",
              "save the image again"));
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < item.layers().size(); i++) {
      layers.add(layer(item.layers().get(i), config.diffIds().get(i)));
    }
    Manifest manifest =
        new Manifest(
            MediaType.OCI_MANIFEST,
            Descriptor.of(MediaType.OCI_CONFIG, configBytes),
            layers.stream().map(Layer::descriptor).toList(),
            new java.util.TreeMap<>());
    byte[] bytes = manifest.bytes();
    Descriptor descriptor =
        Descriptor.of(MediaType.OCI_MANIFEST, bytes).withPlatform(config.platform());
    return new ParsedImage(descriptor, Content.of(bytes), config, layers);
  }

  private Layer layer(String name, Digest diffId) {
    Content blob =
        files
            .file(name)
            .orElseThrow(() -> finding("the layer '" + name + "' is missing", "save it again"));
    Compression compression = compression(name, blob);
    Digest digest = compression instanceof Compression.None ? diffId : digest(name, blob);
    Descriptor descriptor = Descriptor.of(MediaType.ociLayer(compression), digest, blob.size());
    return Layer.of(descriptor, diffId, blob);
  }

  private Compression compression(String name, Content blob) {
    try (InputStream in = blob.open()) {
      return Compression.sniff(
          files.path() + ": layer " + name, in.readNBytes(Compression.MAGIC_BYTES));
    } catch (IOException e) {
      throw DiskFailure.reading(files.path(), e);
    }
  }

  /** A compressed layer's digest is its name, or must be computed: nothing else tells it. */
  private Digest digest(String name, Content blob) {
    if (name.startsWith(BLOBS)) {
      return new Digest("sha256", name.substring(BLOBS.length()));
    }
    var hash = new HashingOutput(java.io.OutputStream.nullOutputStream());
    try (InputStream in = blob.open()) {
      in.transferTo(hash);
    } catch (IOException e) {
      throw DiskFailure.reading(files.path(), e);
    }
    return hash.digest();
  }

  private KobakoException finding(String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(files.path().toString(), fact, remedy));
  }
}
