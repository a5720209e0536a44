package dev.kobako.registry;

/** What media types mean to registries. */
final class MediaTypes {
  private MediaTypes() {}

  /** Layers whose licence doesn't let registries give them away; their makers serve them. */
  static boolean isForeign(String type) {
    return type.startsWith("application/vnd.oci.image.layer.nondistributable.")
        || type.startsWith("application/vnd.docker.image.rootfs.foreign.");
  }
}
