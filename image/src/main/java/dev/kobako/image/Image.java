package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An image as a value: manifest and configuration were read and checked, the layers are where they
 * are until they are opened.
 */
public interface Image {
  /** The descriptor of the manifest. */
  Descriptor descriptor();

  /** The manifest's bytes, exactly as they hash to the descriptor's digest; a fresh copy. */
  byte[] manifest();

  /** How the image is run and what it is made of. */
  ImageConfig config();

  /** The layers, the lowest first. */
  List<Layer> layers();

  /**
   * An image from a manifest's bytes, with blobs from wherever they are.
   *
   * @param place where the image is, for messages
   * @param config the configuration's bytes, checked here
   * @param blobs finds the blob of a layer; need not look whether it is there
   * @throws KobakoException a finding, where the parts contradict each other
   */
  static Image of(
      String place,
      Descriptor descriptor,
      byte[] manifest,
      byte[] config,
      Function<Descriptor, Content> blobs) {
    require(place, "the manifest", descriptor, manifest);
    Manifest parsed = Manifest.parse(place, descriptor, manifest);
    require(place, "the config", parsed.config(), config);
    ImageConfig imageConfig = ImageConfig.parse(place, config);
    List<Digest> diffIds = imageConfig.diffIds();
    if (diffIds.size() != parsed.layers().size()) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "the manifest has "
                  + parsed.layers().size()
                  + " layers, but the config has "
                  + diffIds.size()
                  + " diff ids",
              "build the image again with a tool that keeps both in step"));
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      Descriptor layer = parsed.layers().get(i);
      layers.add(Layer.of(layer, diffIds.get(i), blobs.apply(layer)));
    }
    return new ParsedImage(
        new Descriptor(
            parsed.mediaType(),
            descriptor.digest(),
            descriptor.size(),
            descriptor.annotations(),
            descriptor.platform(),
            descriptor.artifactType()),
        Content.of(manifest),
        imageConfig,
        layers);
  }

  private static void require(String place, String what, Descriptor expected, byte[] bytes) {
    String fact = null;
    if (bytes.length != expected.size()) {
      fact = what + " has " + bytes.length + " bytes, expected " + expected.size();
    } else {
      var hash = expected.digest().newHash();
      hash.update(bytes);
      Digest seen = Digest.finish(expected.digest().algorithm(), hash);
      if (!seen.equals(expected.digest())) {
        fact = what + " has digest " + seen + ", expected " + expected.digest();
      }
    }
    if (fact != null) {
      throw KobakoException.finding(
          Diagnostic.of(place, fact, "fetch or write the image again, its content was changed"));
    }
  }
}
