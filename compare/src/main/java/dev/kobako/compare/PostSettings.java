package dev.kobako.compare;

import dev.kobako.image.Compression;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is done to an image after it was built, in the order of the components. What is absent is
 * not said; {@code none} and {@code false} say that it is not done.
 *
 * @param slim a level of {@code kobako slim}, or {@code none}
 * @param bundle whether only its program stays, with all that it needs
 * @param strip whether ELF files lose what is never loaded
 * @param upx a level of UPX, {@code default}, or {@code none}
 * @param compression of the layers that are counted as compressed
 */
public record PostSettings(
    Optional<String> slim,
    Optional<Boolean> bundle,
    Optional<Boolean> strip,
    Optional<String> upx,
    Optional<Compression> compression) {
  /** That something is not done. */
  static final String NOT = "none";

  /** Nothing is said. */
  public static final PostSettings NONE =
      new PostSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The level of {@code kobako slim}; empty where it isn't called. */
  public Optional<String> slimLevel() {
    return slim.filter(each -> !each.equals(NOT));
  }

  /** The level as {@code kobako bundle --upx} takes it; empty where nothing is packed. */
  public Optional<String> upxLevel() {
    return upx.filter(each -> !each.equals(NOT)).map(each -> each.equals("default") ? "" : each);
  }

  /** Whether only the program stays. */
  public boolean isBundled() {
    return bundle.orElse(false);
  }

  /** Whether ELF files are stripped. */
  public boolean isStripped() {
    return strip.orElse(false);
  }

  /** The compression in which the image is counted. */
  public Compression packing() {
    return compression.orElse(Compression.GZIP);
  }

  /** These, and what the others say where these say nothing. */
  PostSettings over(PostSettings others) {
    return new PostSettings(
        slim.or(others::slim),
        bundle.or(others::bundle),
        strip.or(others::strip),
        upx.or(others::upx),
        compression.or(others::compression));
  }

  void describe(SortedMap<String, String> into) {
    slimLevel().ifPresent(each -> into.put("slim", each));
    upxLevel().ifPresent(each -> into.put("upx", each));
    if (isBundled()) {
      into.put("bundle", "true");
    }
    if (isStripped()) {
      into.put("strip", "true");
    }
    into.put("compression", packing().toString());
  }
}
