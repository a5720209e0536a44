package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/**
 * The two families of media types in which an image can be written down. They say the same about an
 * image, its configuration is the same byte by byte; Docker's has no annotations, no subject, no
 * artifacts and no zstd.
 */
public enum ImageFormat {
  /** The OCI image specification. */
  OCI("application/vnd.oci.image.layer.nondistributable.v1.tar"),
  /** Docker's image manifest version 2, schema 2. */
  DOCKER("application/vnd.docker.image.rootfs.foreign.diff.tar");

  private final String foreignLayer;

  ImageFormat(String foreignLayer) {
    this.foreignLayer = foreignLayer;
  }

  /**
   * Reads {@code oci} or {@code docker}.
   *
   * @throws KobakoException usage, naming both
   */
  public static ImageFormat parse(String text) {
    return switch (text) {
      case "oci" -> OCI;
      case "docker" -> DOCKER;
      default ->
          throw KobakoException.usage(
              Diagnostic.of("format '" + text + "'", "not known", "write oci or docker"));
    };
  }

  /** The family that a media type belongs to. */
  public static ImageFormat of(String mediaType) {
    return MediaType.isDocker(mediaType) ? DOCKER : OCI;
  }

  /** The media type of an image's manifest. */
  public String manifest() {
    return this == OCI ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST;
  }

  /** The media type of a list of manifests. */
  public String index() {
    return this == OCI ? MediaType.OCI_INDEX : MediaType.DOCKER_LIST;
  }

  /** The media type of an image's configuration. */
  public String config() {
    return this == OCI ? MediaType.OCI_CONFIG : MediaType.DOCKER_CONFIG;
  }

  /** The media type of a layer that is compressed that way. */
  public String layer(Compression compression) {
    return (this == OCI ? MediaType.OCI_LAYER : MediaType.DOCKER_LAYER) + suffix(compression);
  }

  /** The media type of the same layer in this family. */
  String layerLike(String mediaType) {
    if (of(mediaType) == this) {
      return mediaType;
    }
    Compression compression = Compression.ofMediaType("layer", mediaType);
    return MediaType.isForeignLayer(mediaType)
        ? foreignLayer + suffix(compression)
        : layer(compression);
  }

  private String suffix(Compression compression) {
    return compression instanceof Compression.None
        ? ""
        : (this == OCI ? "+" : ".") + compression.word();
  }

  /** {@code oci} or {@code docker}. */
  @Override
  public String toString() {
    return this == OCI ? "oci" : "docker";
  }
}
