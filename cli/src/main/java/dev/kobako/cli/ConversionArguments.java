package dev.kobako.cli;

/** What a command changes of images on their way. */
final class ConversionArguments {
  private ConversionArguments() {}

  static void declare(Options options, String format) {
    options
        .text("oci|docker", "Write manifests of this kind.", format)
        .text(
            "KIND[:LEVEL]",
            "Compress layers anew: none, gzip[:1-12], zstd[:1-22]. Registries get uncompressed"
                + " layers as gzip in any case.",
            "--compression");
  }
}
