package dev.kobako.apt;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.image.Content;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;

/**
 * Package repositories on the network, through a cache: indexes are revalidated, packages are kept
 * by their hash. Safe for use by several threads.
 */
public final class Repositories implements AutoCloseable {
  private final Settings settings;

  /** Reaches nothing yet. */
  public Repositories(Settings settings) {
    this.settings = settings;
  }

  /**
   * How repositories are reached.
   *
   * @param environment of the process: proxies and trust
   * @param hostRoot {@code /}, or what tests have in its place
   * @param cache folder that is kobako's own, made if need be
   * @param offline whether only the cache is asked
   * @param clock what time it is, for validity
   * @param progress is told of downloads
   */
  public record Settings(
      SortedMap<String, String> environment,
      Path hostRoot,
      Path cache,
      boolean offline,
      InstantSource clock,
      Progress progress) {}

  /**
   * What was opened.
   *
   * @param releases one for each source's suite, in their order
   * @param packages all that they offer for an architecture
   */
  public record Opened(List<Release> releases, AvailablePackages packages) {}

  /**
   * Fetches, checks and indexes what has changed.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where something is not to be believed;
   *     outside, where a server or the disk fails
   */
  public Opened open(List<AptSource> sources, String architecture) {
    throw new UnsupportedOperationException(settings.toString());
  }

  /**
   * The .deb files of packages, downloaded where the cache lacks them, several at a time; checked
   * against size and digest before anybody sees them.
   *
   * @return in the order of {@code packages}; contents are files of the cache
   */
  public List<Content> debs(List<AvailablePackage> packages) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
