package dev.kobako.transfer;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Conversion;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.PlatformChoice;
import java.util.List;
import java.util.Optional;

/**
 * What shall be copied, where to and how.
 *
 * @param from where it is
 * @param targets where it shall be; all are checked before anything moves
 * @param platforms of an index; empty for this machine's, which is then no demand on what is no
 *     index
 * @param conversion of what is copied; layers that aren't compressed are packed with gzip on their
 *     way to a registry in any case, unless a compression is asked for or digests shall stay
 * @param digests whether the copies may be other manifests
 * @param fallbackName what it is called in a home that needs a name the location doesn't give; may
 *     be empty
 */
public record CopyRequest(
    ImageLocation from,
    List<ImageLocation> targets,
    Optional<PlatformChoice> platforms,
    Conversion conversion,
    Digests digests,
    String fallbackName) {
  /** What may happen to digests. */
  public enum Digests {
    /** They change where the target or the request makes it necessary. */
    MAY_CHANGE,
    /** The copy fails rather than change one. */
    STAY
  }

  public CopyRequest {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(from.toString(), "nothing says where it should go", "name a location"));
    }
    targets.forEach(Homes::requireWritable);
    if (digests == Digests.STAY && !conversion.equals(Conversion.NONE)) {
      throw KobakoException.usage(
          Diagnostic.of(
              from.toString(),
              "asked for a conversion and for the same digests",
              "leave out either --preserve-digests, or format and compression"));
    }
  }

  /** A copy that changes nothing but what registries need. */
  public static CopyRequest plain(
      ImageLocation from, List<ImageLocation> targets, Optional<PlatformChoice> platforms) {
    return new CopyRequest(from, targets, platforms, Conversion.NONE, Digests.MAY_CHANGE, "");
  }
}
