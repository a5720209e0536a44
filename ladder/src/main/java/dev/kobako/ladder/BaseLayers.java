package dev.kobako.ladder;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which layers of an image are its base's, that other images share.
 *
 * @param count of the lowest layers
 */
public record BaseLayers(int count) {
  /** None, or none that matter. */
  public static final BaseLayers NONE = new BaseLayers(0);

  /** As builders write it: {@code CMD ["bash"]}, before BuildKit with a shell's comment first. */
  private static final Pattern LAST_OF_A_BUILD =
      Pattern.compile("(/bin/sh -c #\\(nop\\) +)?(CMD|ENTRYPOINT) .*", Pattern.DOTALL);

  public BaseLayers {
    if (count < 0) {
      throw new IllegalArgumentException("layers: " + count);
    }
  }

  /**
   * The layers of another image.
   *
   * @param base how the user calls the other image
   * @throws KobakoException usage, where the image was not built on the other one
   */
  public static BaseLayers of(String name, Image image, String base, Image other) {
    List<Layer> layers = image.layers();
    List<Layer> lowest = other.layers();
    for (int i = 0; i < lowest.size(); i++) {
      if (i == layers.size() || !layers.get(i).diffId().equals(lowest.get(i).diffId())) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--base " + base,
                "is not what "
                    + name
                    + " was built on: layer "
                    + (i + 1)
                    + " of "
                    + lowest.size()
                    + ", "
                    + lowest.get(i).diffId().brief()
                    + ", is not at this place",
                "name the version of the base that it was built on, or leave --base out"));
      }
    }
    return new BaseLayers(lowest.size());
  }

  /**
   * The layers of the base that the image was built on, as its history tells: a build ends with the
   * program to run, and the layers after that are of a build on top.
   *
   * @throws KobakoException usage, where it doesn't tell
   */
  public static BaseLayers inHistory(String name, ImageConfig config) {
    int below = 0;
    int base = 0;
    int pending = 0;
    for (HistoryEntry entry : config.history()) {
      if (!entry.emptyLayer()) {
        below++;
        base = pending;
      } else if (LAST_OF_A_BUILD.matcher(entry.createdBy().orElse("")).matches()) {
        pending = below;
      }
    }
    if (base == 0 || below != config.diffIds().size()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--keep-base",
              "the history of " + name + " does not tell which of its layers are its base's",
              "name the base, as in --base debian:bookworm"));
    }
    return new BaseLayers(base);
  }
}
