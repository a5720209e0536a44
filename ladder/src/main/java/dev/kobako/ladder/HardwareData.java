package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;

/** Tables of devices for udev, which does not run in containers, and texts for journalctl. */
final class HardwareData implements CleanRule {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/udev/hwdb.d",
          "/lib/udev/hwdb.d",
          "/usr/lib/systemd/catalog",
          "/var/lib/systemd/catalog");

  private static final List<String> FILES =
      List.of("/usr/lib/udev/hwdb.bin", "/lib/udev/hwdb.bin", "/etc/udev/hwdb.bin");

  @Override
  public String name() {
    return "hardware-data";
  }

  @Override
  public String about() {
    return "Tables of hardware for udev, which does not run in a container, and"
        + " explanations of log messages for journalctl.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (String folder : FOLDERS) {
      CleanPaths.empty(cleaning, folder);
    }
    for (String file : FILES) {
      cleaning.remove(ImagePath.of(file));
    }
  }
}
