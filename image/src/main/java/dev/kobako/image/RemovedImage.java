package dev.kobako.image;

import java.util.List;
import java.util.Optional;

/**
 * What {@link StoreUpkeep#remove} did.
 *
 * @param digest of the manifest or index
 * @param names that were taken from it; none, if it had none
 * @param remaining names that it still has
 * @param freed what only it had used
 * @param kept why nothing was freed though nothing leads there any more, if that is so: the next gc
 *     will
 */
public record RemovedImage(
    Digest digest, List<String> names, List<String> remaining, Freed freed, Optional<String> kept) {
  public RemovedImage {
    names = List.copyOf(names);
    remaining = List.copyOf(remaining);
  }

  RemovedImage freeing(Freed nowFreed) {
    return new RemovedImage(digest, names, remaining, nowFreed, Optional.empty());
  }

  RemovedImage keeping(String why) {
    return new RemovedImage(digest, names, remaining, freed, Optional.of(why));
  }
}
