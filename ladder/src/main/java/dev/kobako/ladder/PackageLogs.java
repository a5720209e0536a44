package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;

/** Logs of package managers and of the image's making. */
final class PackageLogs implements CleanRule {
  private static final List<String> LOGS =
      List.of(
          "/var/log/dpkg.log",
          "/var/log/alternatives.log",
          "/var/log/bootstrap.log",
          "/var/log/fontconfig.log",
          "/var/log/apk.log",
          "/var/log/pacman.log",
          "/var/log/yum.log",
          "/var/log/hawkey.log");

  @Override
  public String name() {
    return "package-logs";
  }

  @Override
  public String about() {
    return "Logs that package managers wrote while the image was made.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    LOGS.forEach(log -> cleaning.remove(ImagePath.of(log)));
    CleanPaths.empty(cleaning, "/var/log/apt");
    CleanPaths.empty(cleaning, ImagePath.of("/var/log"), PackageLogs::isOfDnf);
  }

  private static boolean isOfDnf(ImagePath path) {
    return path.name().startsWith("dnf") && path.name().endsWith(".log");
  }
}
