package dev.kobako.cli;

import dev.kobako.image.Conversion;
import picocli.CommandLine.ParseResult;

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

  static Conversion of(ParseResult parsed, String format) {
    return Conversion.parse(Options.text(parsed, format), Options.text(parsed, "--compression"));
  }
}
