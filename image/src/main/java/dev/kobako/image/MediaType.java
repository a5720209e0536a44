package dev.kobako.image;

import java.util.Set;

/**
 * The media types of what images are made of: those of the OCI image specification (media-types.md)
 * and of Docker's image manifest version 2, schema 2.
 */
public final class MediaType {
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

  private static final Set<String> LAYERS =
      Set.of(
          OCI_LAYER,
          OCI_LAYER + "+gzip",
          OCI_LAYER + "+zstd",
          "application/vnd.oci.image.layer.nondistributable.v1.tar",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
          DOCKER_LAYER,
          DOCKER_LAYER + ".gzip",
          DOCKER_LAYER + ".zstd",
          "application/vnd.docker.image.rootfs.foreign.diff.tar",
          "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");

  private MediaType() {}

  /** Whether this is a list of manifests for several platforms. */
  public static boolean isIndex(String type) {
    return type.equals(OCI_INDEX) || type.equals(DOCKER_LIST);
  }

  /** Whether this is the manifest of one image. */
  public static boolean isManifest(String type) {
    return type.equals(OCI_MANIFEST) || type.equals(DOCKER_MANIFEST);
  }

  /** Whether this is the configuration of an image that can run. */
  public static boolean isConfig(String type) {
    return type.equals(OCI_CONFIG) || type.equals(DOCKER_CONFIG);
  }

  /** Whether this is a layer that kobako can read. */
  public static boolean isLayer(String type) {
    return LAYERS.contains(type);
  }

  /**
   * Whether this is a layer that registries needn't have, since its license forbids to hand it on:
   * parts of Windows. It is known by its digest, so that nobody may pack it anew.
   */
  static boolean isForeignLayer(String type) {
    return isLayer(type) && (type.contains(".nondistributable.") || type.contains(".foreign."));
  }

  /** Whether this claims to be a layer of an image, even if kobako can't read it. */
  static boolean isAnyLayer(String type) {
    return type.startsWith("application/vnd.oci.image.layer.")
        || type.startsWith("application/vnd.docker.image.rootfs.");
  }

  /** Whether this belongs to Docker's own format and not to OCI's. */
  public static boolean isDocker(String type) {
    return type.startsWith("application/vnd.docker.");
  }

  /** The OCI media type of a layer that is compressed that way. */
  public static String ociLayer(Compression compression) {
    return ImageFormat.OCI.layer(compression);
  }
}
