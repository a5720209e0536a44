package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;

/** Packages that were installed, and what package managers computed of lists. */
final class PackageCaches implements CleanRule {
  private static final List<String> CACHES =
      List.of(
          "/var/cache/apt/archives",
          "/var/cache/apk",
          "/etc/apk/cache",
          "/var/cache/dnf",
          "/var/cache/libdnf5",
          "/var/cache/yum",
          "/var/cache/zypp",
          "/var/cache/pacman/pkg",
          "/var/lib/pacman/sync");

  @Override
  public String name() {
    return "package-caches";
  }

  @Override
  public String about() {
    return "Packages that apt, apk, dnf, zypper and pacman have downloaded, and caches"
        + " that they make again.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (String cache : CACHES) {
      CleanPaths.empty(cleaning, cache);
    }
    CleanPaths.empty(cleaning, ImagePath.of("/var/cache/apt"), PackageCaches::isIndex);
  }

  private static boolean isIndex(ImagePath path) {
    return path.name().endsWith("pkgcache.bin");
  }
}
