package dev.kobako.fix;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is left of fixes when their promises were held against built images.
 *
 * @param fixed what was made of the Dockerfile
 * @param dropped what was not, and why
 * @param before what the image took
 * @param after what it takes
 * @param restless how many paths differ between two builds of the Dockerfile as it was: of these
 *     nothing could be told
 */
public record Verified(
    FixedFile fixed,
    List<Dropped> dropped,
    BuiltImage.Size before,
    BuiltImage.Size after,
    int restless) {
  public Verified {
    dropped = List.copyOf(dropped);
  }

  /** The same, with fixes that were left out before anything was built. */
  public Verified without(List<Dropped> more) {
    return new Verified(
        fixed, Stream.concat(dropped.stream(), more.stream()).toList(), before, after, restless);
  }

  /**
   * A fix whose promise does not hold.
   *
   * @param why what was found, for people
   */
  public record Dropped(Fix fix, String why) {}
}
