package dev.kobako.transfer;

import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import java.time.Duration;
import java.util.List;

/**
 * What a copy has done.
 *
 * @param artifact what was taken from the source, before any conversion
 * @param written the copies, in the order of the targets
 * @param taken the platforms that were taken, as far as the index names them
 * @param offered the platforms that the index has; empty where there was none
 * @param traffic how its bytes came to the targets
 * @param time from beginning to end
 */
public record CopyResult(
    Artifact artifact,
    List<Written> written,
    List<Platform> taken,
    List<Platform> offered,
    Traffic traffic,
    Duration time) {
  /** One copy: where it is, and its manifest or index there. */
  public record Written(ImageLocation target, Descriptor descriptor) {}

  public CopyResult {
    written = List.copyOf(written);
    taken = List.copyOf(taken);
    offered = List.copyOf(offered);
  }

  /** Whether an index had more platforms than were taken. */
  public boolean isPartial() {
    return taken.size() < offered.size();
  }
}
