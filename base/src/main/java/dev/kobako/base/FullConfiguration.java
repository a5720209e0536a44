package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Configures packages as dpkg would have: lays them out, writes dpkg's database, runs their
 * maintainer scripts in the sandbox, and reads back what came of it.
 */
public final class FullConfiguration {
  private FullConfiguration() {}

  /**
   * The tree after configuration, without what differs from run to run (logs, caches, random
   * numbers), all times at most {@code time}.
   *
   * @param aptSources text of {@code /etc/apt/sources.list.d/NAME.sources} in the image
   * @param scratch folder where the tree can be laid out
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a script fails: with its package
   *     and what it said; outside, where the sandbox can't be had
   */
  public static MadeTree of(
      UnpackedPackages unpacked,
      BaseRequest request,
      String aptSources,
      Path scratch,
      Instant time,
      Progress progress) {
    throw new UnsupportedOperationException();
  }
}
