package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import java.time.Instant;

/**
 * Makes of packages that were only unpacked a tree that programs can be run in, without dpkg and
 * without one maintainer script: what those would have made, kobako makes and lists.
 */
public final class DistrolessEffects {
  private DistrolessEffects() {}

  /**
   * The tree with all effects.
   *
   * @param request for accounts and copyright
   * @param time of what is made
   */
  public static MadeTree of(UnpackedPackages unpacked, BaseRequest request, Instant time) {
    throw new UnsupportedOperationException();
  }
}
