package dev.kobako.cli;

import dev.kobako.diagnostic.Spelling;
import dev.kobako.image.Compression;
import dev.kobako.image.Conversion;
import dev.kobako.image.ImageFormat;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An {@code --output} of a build: what form the result takes and where it goes.
 *
 * @param type the exporter, by Docker's names
 * @param parts all that was said of it
 */
record BuildOutput(Type type, FlagParts parts) {
  private static final String FLAG = "--output";

  /** What is written. */
  enum Type {
    /** An archive of an OCI layout, or a folder with {@code tar=false}. */
    OCI,
    /** An archive as {@code docker save} writes it; to the engine where no file is named. */
    DOCKER,
    /** The files of the tree in a folder. */
    LOCAL,
    /** The files of the tree in a tar. */
    TAR,
    /** An image in a registry. */
    REGISTRY,
    /** An image in the store; with {@code push=true} in a registry as well. */
    IMAGE,
    /** An image in the store. */
    STORE,
    /** Any other of kobako's locations. */
    LOCATION
  }

  /** The words that {@code type=} takes. */
  private static final List<String> WORDS =
      List.of("oci", "docker", "local", "tar", "registry", "image", "store");

  private static final List<String> KEYS =
      List.of(
          "type",
          "dest",
          "name",
          "push",
          "tar",
          "compression",
          "compression-level",
          "force-compression",
          "oci-mediatypes",
          "rewrite-timestamp");

  /** Reads {@code type=oci,dest=FILE}, a location of kobako's own, or the name of a folder. */
  static BuildOutput parse(String text) {
    if (text.equals("-")) {
      return new BuildOutput(Type.TAR, FlagParts.parse(FLAG, "dest=-"));
    }
    if (ImageLocation.TRANSPORTS.stream().anyMatch(text::startsWith)) {
      return new BuildOutput(Type.LOCATION, FlagParts.parse(FLAG, "\"dest=" + text + "\""));
    }
    if (!text.contains("=")) {
      return new BuildOutput(Type.LOCAL, FlagParts.parse(FLAG, "\"dest=" + text + "\""));
    }
    FlagParts parts = FlagParts.parse(FLAG, text);
    parts.requireKnown(KEYS);
    String word = parts.value("type").orElse("");
    if (!WORDS.contains(word)) {
      throw parts.usage(
          "the type is '" + word + "', expected one of " + String.join(", ", WORDS),
          Spelling.nearest(word, WORDS)
              .map(near -> "did you mean type=" + near + "?")
              .orElse("write type=oci,dest=FILE"));
    }
    BuildOutput output = new BuildOutput(Type.valueOf(word.toUpperCase(Locale.ROOT)), parts);
    output.conversion(); // what can't be understood is told before the build
    if (output.type == Type.LOCAL) {
      parts.required("dest");
    }
    return output;
  }

  /** Where it goes; standard output by default, which is {@code -}. */
  String destination() {
    return parts.value("dest").filter(text -> !text.isEmpty()).orElse("-");
  }

  /** The names of the image, where it says any. */
  List<String> names() {
    return parts.value("name").map(text -> List.of(text.split(",", -1))).orElse(List.of());
  }

  /**
   * Refuses what can't be written, before anything is built.
   *
   * @param tags names of the image for outputs that don't name it
   * @param platforms how many are built for
   * @throws dev.kobako.diagnostic.KobakoException usage
   */
  void require(List<String> tags, int platforms) {
    boolean needsName =
        switch (type) {
          case REGISTRY, IMAGE, STORE -> true;
          case DOCKER -> parts.value("dest").isEmpty();
          case OCI, LOCAL, TAR, LOCATION -> false;
        };
    if (needsName && tags.isEmpty() && names().isEmpty()) {
      throw parts.usage("nothing names the image", "add -t NAME");
    }
    names().forEach(ImageReference::parse);
    if (type == Type.TAR && platforms > 1) {
      throw parts.usage(
          "one tar can't hold the trees of several platforms", "build for one --platform");
    }
  }

  /** Whether the image goes to a registry. */
  boolean pushes() {
    return type == Type.REGISTRY
        || (type == Type.IMAGE && parts.isOn("push"))
        || (type == Type.LOCATION
            && ImageLocation.parse(destination()) instanceof ImageLocation.Registry);
  }

  /** Whether it says itself how the image is written down. */
  boolean hasOwnForm() {
    return parts.value("compression", "oci-mediatypes", "force-compression").isPresent();
  }

  /** Whether no file's time may be after SOURCE_DATE_EPOCH. */
  boolean rewritesTimes() {
    return parts.isOn("rewrite-timestamp");
  }

  /** How the image is written down: archives and registries get compressed layers. */
  Conversion conversion() {
    Optional<ImageFormat> format =
        parts.value("oci-mediatypes").isEmpty()
            ? Optional.empty()
            : Optional.of(parts.isOn("oci-mediatypes") ? ImageFormat.OCI : ImageFormat.DOCKER);
    Optional<Compression> compression = compression();
    boolean force = parts.isOn("force-compression");
    if (compression.isEmpty() && isUncompressed()) {
      return new Conversion(format, Optional.empty(), Conversion.Layers.OF_OTHER_KIND);
    }
    return new Conversion(
        format,
        Optional.of(compression.orElse(Compression.GZIP)),
        !force
            ? Conversion.Layers.UNCOMPRESSED
            : parts.value("compression-level").isPresent()
                ? Conversion.Layers.ALL
                : Conversion.Layers.OF_OTHER_KIND);
  }

  /** Where layers lie as they are, unless another compression is asked for. */
  private boolean isUncompressed() {
    return switch (type) {
      case OCI, REGISTRY -> false;
      case IMAGE -> !pushes();
      case DOCKER, LOCAL, TAR, STORE -> true;
      case LOCATION ->
          destination().startsWith("docker-archive:")
              || destination().startsWith("docker-daemon:")
              || destination().startsWith("podman:");
    };
  }

  private Optional<Compression> compression() {
    Optional<String> kind = parts.value("compression");
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    String word =
        switch (kind.get()) {
          case "uncompressed" -> "none";
          case "gzip", "zstd" -> kind.get();
          default ->
              throw parts.usage(
                  "compression is '" + kind.get() + "', expected gzip, zstd or uncompressed",
                  "write compression=gzip");
        };
    Optional<String> level = parts.value("compression-level");
    return Optional.of(Compression.parse(word + level.map(number -> ":" + number).orElse("")));
  }
}
