package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads everything an image consists of and says what is wrong with it: the one judge over whatever
 * kobako writes, and over what it is given if asked.
 */
public final class ImageValidator {
  private static final int BUFFER = 256 * 1024;

  private ImageValidator() {}

  /** Everything that is wrong with an image, none if it is sound; reads all layers. */
  public static List<Diagnostic> check(Image image) {
    List<Diagnostic> wrong = new ArrayList<>();
    String place = "image " + image.descriptor().digest();
    checkManifest(image, place, wrong);
    checkConfig(image, place, wrong);
    for (Optional<Diagnostic> found : InParallel.map(image.layers(), ImageValidator::checkLayer)) {
      found.ifPresent(wrong::add);
    }
    return List.copyOf(wrong);
  }

  /**
   * Nothing, if the image is sound.
   *
   * @throws KobakoException a finding, the first one
   */
  public static void require(Image image) {
    check(image).stream().findFirst().ifPresent(ImageValidator::fail);
  }

  /**
   * The same without reading those layers again that were found sound, where the image has the very
   * files that were read.
   *
   * @param sound layers that {@link #requireSound} has passed, or would
   * @throws KobakoException a finding, the first one
   */
  public static void require(Image image, List<Layer> sound) {
    String place = "image " + image.descriptor().digest();
    List<Diagnostic> wrong = new ArrayList<>();
    checkManifest(image, place, wrong);
    checkConfig(image, place, wrong);
    wrong.stream().findFirst().ifPresent(ImageValidator::fail);
    InParallel.forEach(
        image.layers().stream()
            .filter(layer -> sound.stream().noneMatch(each -> isSame(each, layer)))
            .toList(),
        ImageValidator::requireSound);
  }

  /**
   * Nothing, if a layer is what it is said to be; reads all of it.
   *
   * @throws KobakoException a finding, if it is not
   */
  public static void requireSound(Layer layer) {
    checkLayer(layer).ifPresent(ImageValidator::fail);
  }

  private static void fail(Diagnostic wrong) {
    throw KobakoException.finding(wrong);
  }

  private static boolean isSame(Layer sound, Layer layer) {
    try {
      return sound.descriptor().equals(layer.descriptor())
          && sound.diffId().equals(layer.diffId())
          && sound.blob() instanceof FileContent(Path one, long from, _, _)
          && layer.blob() instanceof FileContent(Path other, long start, _, _)
          && from == start
          && Files.isSameFile(one, other);
    } catch (IOException _) {
      return false; // then it is read again
    }
  }

  /** Everything that is wrong with a layout: its own files, and each image for this platform. */
  public static List<Diagnostic> checkLayout(Path folder) {
    LayoutReader reader =
        new LayoutReader(new LayoutFolder(folder, folder, LayoutFolder.Durability.KILL));
    List<Diagnostic> wrong = new ArrayList<>();
    try {
      for (Descriptor entry : reader.index().manifests()) {
        try {
          wrong.addAll(check(reader.image(entry, entry.platform().orElse(Platform.host()))));
        } catch (KobakoException e) {
          wrong.add(e.diagnostic());
        }
      }
    } catch (KobakoException e) {
      wrong.add(e.diagnostic());
    }
    return List.copyOf(wrong);
  }

  private static void checkManifest(Image image, String place, List<Diagnostic> wrong) {
    byte[] bytes = image.manifest();
    if (!Digest.sha256(bytes).equals(image.descriptor().digest())
        && image.descriptor().digest().algorithm().equals("sha256")) {
      wrong.add(Diagnostic.of(place, "the manifest has digest " + Digest.sha256(bytes)));
    }
    if (bytes.length != image.descriptor().size()) {
      wrong.add(
          Diagnostic.of(
              place,
              "the manifest has "
                  + bytes.length
                  + " bytes, expected "
                  + image.descriptor().size()));
    }
    Manifest manifest = Manifest.parse(place, image.descriptor(), bytes);
    byte[] config = image.config().bytes();
    if (config.length != manifest.config().size()
        || (manifest.config().digest().algorithm().equals("sha256")
            && !Digest.sha256(config).equals(manifest.config().digest()))) {
      wrong.add(
          Diagnostic.of(
              place,
              "the config is "
                  + Digest.sha256(config)
                  + " of "
                  + config.length
                  + " bytes, but the manifest names "
                  + manifest.config().digest()
                  + " of "
                  + manifest.config().size()));
    }
    checkFamilies(manifest, place, wrong);
    List<Descriptor> layers = image.layers().stream().map(Layer::descriptor).toList();
    if (!layers.equals(manifest.layers())) {
      wrong.add(Diagnostic.of(place, "the layers are not those that the manifest names"));
    }
  }

  /** OCI's and Docker's types don't belong into one manifest; several registries refuse that. */
  private static void checkFamilies(Manifest manifest, String place, List<Diagnostic> wrong) {
    boolean docker = MediaType.isDocker(manifest.mediaType());
    List<Descriptor> parts = new ArrayList<>(manifest.layers());
    parts.add(manifest.config());
    for (Descriptor part : parts) {
      if (MediaType.isDocker(part.mediaType()) != docker) {
        wrong.add(
            Diagnostic.of(
                place,
                "a manifest of type "
                    + manifest.mediaType()
                    + " names a part of type "
                    + part.mediaType()));
      }
    }
  }

  private static void checkConfig(Image image, String place, List<Diagnostic> wrong) {
    ImageConfig config = image.config();
    if (!config.rootfsType().equals("layers")) {
      wrong.add(
          Diagnostic.of(place, "rootfs.type is '" + config.rootfsType() + "', expected 'layers'"));
    }
    List<Digest> diffIds = image.layers().stream().map(Layer::diffId).toList();
    if (!diffIds.equals(config.diffIds())) {
      wrong.add(
          Diagnostic.of(
              place,
              "the config's diff ids "
                  + config.diffIds()
                  + " are not those of the layers "
                  + diffIds));
    }
    long filled = config.history().stream().filter(entry -> !entry.emptyLayer()).count();
    if (!config.history().isEmpty() && filled != image.layers().size()) {
      wrong.add(
          Diagnostic.of(
              place,
              "the history has "
                  + filled
                  + " entries with a layer, but there are "
                  + image.layers().size()
                  + " layers"));
    }
  }

  private static Optional<Diagnostic> checkLayer(Layer layer) {
    String place = "layer " + layer.descriptor().digest();
    try {
      Compression real;
      try (InputStream blob = layer.blob().open()) {
        real = Compression.sniff(place, blob.readNBytes(Compression.MAGIC_BYTES));
      }
      if (real.getClass() != layer.compression().getClass()) {
        return Optional.of(
            Diagnostic.of(
                place,
                "media type "
                    + layer.descriptor().mediaType()
                    + ", but the blob's compression is "
                    + name(real)));
      }
      try (InputStream tar = layer.open()) {
        byte[] buffer = new byte[BUFFER];
        while (tar.read(buffer) >= 0) {
          // reading is what checks
        }
      }
      return Optional.empty();
    } catch (KobakoException e) {
      return Optional.of(e.diagnostic());
    } catch (IOException e) {
      return Optional.of(Diagnostic.of(place, "can't be read: " + e.getMessage()));
    }
  }

  private static String name(Compression compression) {
    return switch (compression) {
      case Compression.None _ -> "none";
      case Compression.Gzip _ -> "gzip";
      case Compression.Zstd _ -> "zstd";
    };
  }
}
