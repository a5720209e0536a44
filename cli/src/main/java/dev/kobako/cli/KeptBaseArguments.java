package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.ladder.BaseLayers;
import dev.kobako.ladder.Level;
import dev.kobako.ladder.SlimRequest;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.ParseResult;

/** Which layers stay as they are, since other images share them: {@code --keep-base}. */
record KeptBaseArguments(ParseResult parsed) {
  static void declare(Options options) {
    options
        .flag(
            "At level repack: leave the base's layers as they are, as others share them.",
            "--keep-base")
        .text("IMAGE", "The base, where the history doesn't tell.", "--base");
  }

  /**
   * The request with them.
   *
   * @param images reads an image for a platform
   * @throws KobakoException usage, where a base is kept at another level, is not the image's, or is
   *     not known
   */
  SlimRequest on(
      SlimRequest request,
      String name,
      Image image,
      BiFunction<ImageLocation, Platform, Image> images) {
    Optional<String> base = Options.text(parsed, "--base");
    if (base.isEmpty() && !parsed.hasMatchedOption("--keep-base")) {
      return request;
    }
    if (request.level() != Level.REPACK) {
      throw KobakoException.usage(
          Diagnostic.of(
              base.isPresent() ? "--base" : "--keep-base",
              "goes with --level repack only: other levels take files out of the base as well",
              "add that, or leave this out"));
    }
    return request.on(
        base.map(other ->
                BaseLayers.of(
                    name,
                    image,
                    other,
                    images.apply(ImageLocation.parse(other), image.config().platform())))
            .orElseGet(() -> BaseLayers.inHistory(name, image.config())));
  }
}
