package dev.kobako.transfer;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
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
 * @param fallbackName what it is called in a home that needs a name the location doesn't give; may
 *     be empty
 */
public record CopyRequest(
    ImageLocation from,
    List<ImageLocation> targets,
    Optional<PlatformChoice> platforms,
    String fallbackName) {
  public CopyRequest {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(from.toString(), "nothing says where it should go", "name a location"));
    }
    targets.forEach(Homes::requireWritable);
  }
}
