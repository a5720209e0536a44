package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.Set;

/** Former states of dpkg's and debconf's databases, and the list of what could be installed. */
final class DpkgLeftovers implements CleanRule {
  private static final ImagePath DPKG = ImagePath.of("/var/lib/dpkg");
  private static final ImagePath DEBCONF = ImagePath.of("/var/cache/debconf");

  private static final Set<String> OLD =
      Set.of("status-old", "diversions-old", "statoverride-old", "available", "available-old");

  @Override
  public String name() {
    return "dpkg-leftovers";
  }

  @Override
  public String about() {
    return "Former states that dpkg and debconf keep beside their databases, and dpkg's"
        + " list of available packages; the status, which scanners read, stays.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    CleanPaths.empty(cleaning, DPKG, path -> OLD.contains(path.name()));
    CleanPaths.empty(cleaning, DEBCONF, path -> path.name().endsWith("-old"));
  }
}
